/** What separates groups of three digits besides comma and point. */
const groupMarks = /['’\u00a0\u2009\u202f]/g;

const english = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const indian = /^\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$/;
const spaced = /^\d{1,3}(?:['’\u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?$/;
const continental = /^\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$|^\d{1,3}\.\d{3},\d+$/;
const plain = /^\d+(?:\.\d+)?$/;

/**
 * The numbers in a run of digits and separators, as digits with at most one decimal point: `1,234.50` is 1234.50,
 * `1.234.567` is 1234567, and what is no number (`10.0.0.1`, `3,5,7`, `15.01.2024`) is its parts.
 */
export function readNumeral(written: string): readonly string[] {
  if (plain.test(written)) return [written];
  if (english.test(written) || indian.test(written)) return [written.replaceAll(',', '')];
  if (spaced.test(written)) return [written.replace(groupMarks, '').replace(',', '.')];
  if (continental.test(written)) return [written.replaceAll('.', '').replace(',', '.')];
  return written.split(/[^\d]/);
}

/** What can be a digit beyond ASCII; the test alone is quick, and spares most texts the rest. */
const beyondLatin = /[\u0660-\u1fff\u2c00-\uffff]/;

/** A text in which all digits are 0–9. */
interface AsciiDigits {
  readonly text: string;
  /** Where a place of it is in the text as it was: digits beyond the first plane took two units there. */
  placeOf(at: number): number;
}

/** Digits of other scripts as 0–9: every script has its ten in a row, so the value is the distance to the first. */
export function withAsciiDigits(original: string): AsciiDigits {
  if (!beyondLatin.test(original)) return { text: original, placeOf: (at) => at };
  /** Places of digits that became shorter. */
  const shortened: number[] = [];
  const text = original.replace(/(?![0-9])\p{Nd}/gu, (character, place: number) => {
    if (character.length > 1) shortened.push(place - shortened.length);
    const code = character.codePointAt(0) ?? 0;
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String((code - zero) % 10);
  });
  return { text, placeOf: (at) => at + countBelow(shortened, at) };
}

function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The number times ten to the power, without zeros that say nothing: `decimal('03.50', 6)` is `3500000`. */
export function decimal(digits: string, power: number): string {
  const [whole = '', fraction = ''] = digits.split('.');
  const moved = fraction.padEnd(power, '0');
  const left = whole + moved.slice(0, power);
  let start = 0;
  while (start < left.length - 1 && left[start] === '0') start++;
  let end = moved.length;
  while (end > power && moved[end - 1] === '0') end--;
  const right = moved.slice(power, end);
  return right === '' ? left.slice(start) : `${left.slice(start)}.${right}`;
}

const mayBeScale = /^[\s-]?[htmblck]/i;
const scaleWord = /^[\s-]?(hundred|thousand|million|billion|trillion|mn|bn|mln|lakh|crore)(?!\p{L})/iu;
const scaleLetter = /^\s?([kKmMbBtT])(?![\p{L}\p{N}])/u;
const powers: Readonly<Record<string, number>> = {
  hundred: 2,
  thousand: 3,
  million: 6,
  mn: 6,
  mln: 6,
  billion: 9,
  bn: 9,
  trillion: 12,
  lakh: 5,
  crore: 7,
  k: 3,
  m: 6,
  b: 9,
  t: 12,
};

/**
 * The power of ten that stands behind a number: 6 for ` million` and `M`. Small letters and letters behind a space
 * count only behind a currency sign, because `5 m` and `7 b` are something else.
 */
export function scaleBehind(tail: string, before: string): number {
  if (!mayBeScale.test(tail)) return 0;
  const word = scaleWord.exec(tail)?.[1];
  if (word !== undefined) return powers[word.toLowerCase()] ?? 0;
  const letter = scaleLetter.exec(tail);
  if (letter === null) return 0;
  const [whole, name = ''] = letter;
  const isAmount = /[$€£¥₹]/.test(before);
  if (!isAmount && (whole.length > 1 || !/[KkMB]/.test(name))) return 0;
  return powers[name.toLowerCase()] ?? 0;
}

const beforeMark =
  /^[\s>#*_•-]*(?:(question|answer|step|part|item|point|fact|tip|pair|option|exercise|example|q|a)[ \t]{1,2})?[([]?$/i;

/**
 * Whether a number is the mark of a list's item: `1.`, `2)`, `(3)`, `**Step 4:**`, `## Question 5`.
 *
 * @param before the line up to the number
 * @param tail what follows the number
 */
export function isListMark(before: string, written: string, tail: string): boolean {
  if (written.length > 3) return false;
  const label = beforeMark.exec(before);
  if (label === null) return false;
  return label[1] === undefined ? /^[.):\]]{1,2}[*_]{0,2}(?:\s|$)/.test(tail) : /^[.):\]*_]{0,4}(?:\s|$)/.test(tail);
}
