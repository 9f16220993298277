import { decimal, isListMark, readNumeral, scaleBehind, withAsciiDigits } from './numeral.ts';
import { numberWords } from './number-words.ts';
import { once } from './once.ts';

/** A number that a text states in digits. */
export interface Claim {
  readonly written: string;
  /** Where the text has it first; of what is no number as a whole (`10.0.0.1`) its part. */
  readonly start: number;
  readonly end: number;
  /** What it may mean, in plain decimal digits; mostly one reading. */
  readonly readings: readonly string[];
}

/** The numbers of a text. */
export interface Numbers {
  /** Numbers in digits that state something, by their first reading. */
  readonly claimed: ReadonlyMap<string, Claim>;
  /** Every number that the text can be said to hold: those, marks of lists, citations, and numbers in words. */
  readonly supported: () => ReadonlySet<string>;
}

const candidates = /https?:\/\/\S+|www\.\S+|\d+(?:[.,'’\u00a0\u2009\u202f]\d+)*/g;
const wordCharacter = /[\p{L}_]/u;
/** Characters of a line before a number that can be the mark of a list. */
const longestMark = 32;

const rangeMark = /^\s{0,2}(?:[-–—]|to|and|or)\s{0,2}[$€£¥₹]?$/;

/**
 * Reads the numbers of a text, linear in its length.
 *
 * - `1,234`, `1 234` with a no-break space, `1'234`, `1.234.567` and `1234` are one number; so are `3.50` and `3.5`, `007` and `7`.
 * - `$3.5M`, `3.5 million` and `3,500,000` are one number; `3 to 5 million` may mean 3 or 3,000,000.
 * - Units, currencies, percent signs, signs and the endings of ordinals and decades (`21st`, `1980s`) are not looked at.
 * - A date is its parts; the name of a month supports its number. `1914–18` ends in 1918.
 * - Marks of lists (`1.`, `Q2:`, `Step 3:`) and citations (`[4]`) claim nothing, nor do addresses (`https://…`) and digits
 *   behind a letter (`H2O`, `x86`).
 * - Numbers in words claim nothing either, since “one” and “first” are mostly not meant as numbers, but they support
 *   a claim of the other text.
 *
 * @param words gives the text's words in lower case; asked for only where a claim of another text needs them
 */
export function readNumbers(original: string, words: () => readonly string[]): Numbers {
  const { text, placeOf } = withAsciiDigits(original);
  const claimed = new Map<string, Claim>();
  const unclaimed = new Set<string>();
  let lineStart = 0;
  let previous: { readonly claim: Claim; readonly digits: string; readonly end: number } | null = null;

  for (const match of text.matchAll(candidates)) {
    const [written] = match;
    const start = match.index;
    const end = start + written.length;
    if (!isDigit(written) || wordCharacter.test(text[start - 1] ?? ' ')) continue;
    for (let next = text.indexOf('\n', lineStart); next !== -1 && next < start; next = text.indexOf('\n', lineStart)) {
      lineStart = next + 1;
    }
    const numerals = readNumeral(written);
    const tail = text.slice(end, end + 16);
    const isMark = start - lineStart <= longestMark && isListMark(text.slice(lineStart, start), written, tail);
    if (isMark || isCitation(text, start, end)) {
      for (const numeral of numerals) unclaimed.add(decimal(numeral, 0));
      continue;
    }
    const power = numerals.length === 1 ? scaleBehind(tail, text[start - 1] ?? '') : 0;
    let partStart = start;
    for (const numeral of numerals) {
      const readings = [decimal(numeral, power)];
      const gap: string | null = previous && start - previous.end <= 8 ? text.slice(previous.end, start) : null;
      if (previous && gap !== null && rangeMark.test(gap)) {
        if (power > 0) addReading(claimed, previous.claim, decimal(previous.digits, power));
        const year = endOfYears(previous.digits, numeral, gap, tail);
        if (year !== null) readings.unshift(year);
      }
      const whole = withScale(written, tail, power);
      const partEnd = numerals.length === 1 ? start + whole.length : partStart + numeral.length;
      const claim = { written: whole, readings, start: placeOf(partStart), end: placeOf(partEnd) };
      partStart = partEnd + 1;
      const [key = ''] = readings;
      if (!claimed.has(key)) claimed.set(key, claim);
      previous = { claim, digits: numeral, end };
    }
  }

  return {
    claimed,
    supported: once(
      () =>
        new Set([
          ...[...claimed.values()].flatMap(({ readings }) => readings),
          ...unclaimed,
          ...numberWords(words(), text),
        ]),
    ),
  };
}

/** The claims of `claims` of which the text `by` holds no reading. */
export function missingIn(by: Numbers, claims: Numbers): readonly Claim[] {
  const missing: Claim[] = [];
  for (const [key, claim] of claims.claimed) {
    if (by.claimed.has(key)) continue;
    const supported = by.supported();
    if (!claim.readings.some((reading) => supported.has(reading))) missing.push(claim);
  }
  return missing;
}

/** The first five, as they are written. */
export function listNumbers(claims: readonly Claim[]): string {
  const shown = claims.slice(0, 5).map(({ written }) => written);
  return `${shown.join(', ')}${claims.length > shown.length ? ', …' : ''}`;
}

function isDigit(written: string): boolean {
  const code = written.charCodeAt(0);
  return code >= 48 && code < 58;
}

function addReading(claimed: Map<string, Claim>, claim: Claim, reading: string): void {
  const [key = ''] = claim.readings;
  const known = claimed.get(key) ?? claim;
  claimed.set(key, { ...known, readings: [...known.readings, reading] });
}

/** `1914–18` ends in 1918; `2024-01-15` is a date, and `1914–1918` says it itself. */
function endOfYears(from: string, to: string, gap: string, tail: string): string | null {
  if (from.length !== 4 || to.length !== 2 || !/^[-–—/]$/.test(gap) || /^[-–—/]\d/.test(tail)) return null;
  return to > from.slice(2) ? from.slice(0, 2) + to : null;
}

/** `text.[3]` refers to a source; it states nothing. */
function isCitation(text: string, start: number, end: number): boolean {
  return text[start - 1] === '[' && text[end] === ']' && end - start <= 3 && /\S/.test(text[start - 2] ?? ' ');
}

function withScale(written: string, tail: string, power: number): string {
  return power === 0 ? written : written + (/^[\s-]?\p{L}+/u.exec(tail)?.[0] ?? '');
}
