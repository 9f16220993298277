/** A share as people say it, and the numbers behind it: `12 % (34 of 283)`. */
export function share(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  return `${percent >= 10 || percent === 0 ? Math.round(percent) : Number(percent.toPrecision(2))} % (${part} of ${whole})`;
}
