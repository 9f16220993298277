/**
 * Parameters that a model's name gives: `Qwen2.5-1.5B-Instruct`, `smollm2-135m`, `Mixtral-8x7B`. Of a mixture of experts
 * that names both (`30B-A3B`) all of them count. Undefined where there is no size in the name.
 */
export function sizeIn(name: string): number | undefined {
  const match = /(?<![a-z0-9.])(?:(\d+)x)?(\d+(?:\.\d+)?)([bm])(?![a-z0-9])/i.exec(name);
  const [, experts, digits, unit] = match ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  return Number(experts ?? 1) * Number(digits) * (unit.toLowerCase() === 'b' ? 1e9 : 1e6);
}

/** As people say it: 135M, 1.5B, 70B. */
export function sizeInLetters(parameters: number): string {
  const [unit, letter] = parameters < 1e9 ? [1e6, 'M'] : [1e9, 'B'];
  return `${Number((parameters / unit).toPrecision(3))}${letter}`;
}
