/**
 * A number as Python prints it, but that a whole number has no decimal point however it came about: JSON, where values
 * come from, has one kind of number.
 */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Number.isInteger(value) && Math.abs(value) < 1e21) {
    return Number.isSafeInteger(value) ? String(value) : BigInt(value).toString();
  }
  const size = Math.abs(value);
  const text = size < 1e-4 ? value.toExponential() : String(value);
  // Python's exponents have two digits at least.
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

/** With so many decimals `toFixed` writes out all that matters of a number's exact binary value. */
const mostDecimals = 100;

/**
 * The number rounded to so many decimals (negative: tens, hundreds), halves to the even neighbour, decided on the exact
 * binary value: Python's `round`.
 */
export function roundHalfEven(value: number, decimals: number): number {
  if (!Number.isFinite(value) || decimals >= mostDecimals) return value;
  if (decimals < 0) {
    const unit = 10 ** -decimals;
    return Number.isFinite(unit) ? roundHalfEven(value / unit, 0) * unit : 0;
  }
  if (Math.abs(value) >= 1e21) return value;
  const exact = Math.abs(value).toFixed(mostDecimals);
  const cut = exact.indexOf('.') + 1 + decimals;
  const kept = exact.slice(0, cut);
  const rest = exact.slice(cut);
  const half = /^50*$/.test(rest);
  const lastDigit = Number(kept.replace('.', '').at(-1) ?? '0');
  const up = half ? lastDigit % 2 === 1 : rest.charAt(0) >= '5';
  const size = up ? Number(addUnit(kept)) : Number(kept);
  return value < 0 ? -size : size;
}

/** One more in the last place of a decimal number that is written out. */
function addUnit(digits: string): string {
  const point = digits.indexOf('.');
  const decimals = point < 0 ? 0 : digits.length - point - 1;
  const raised = (BigInt(digits.replace('.', '')) + 1n).toString().padStart(decimals + 1, '0');
  return decimals === 0 ? raised : `${raised.slice(0, -decimals)}.${raised.slice(-decimals)}`;
}
