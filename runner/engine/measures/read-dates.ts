import type { TextSpan } from '../passages/spans.ts';

/** One thing that a written date may mean. */
export interface DateReading {
  /** From 1. */
  readonly month: number;
  /** Days that are named with one month (`3–5 May`), as first and last; null of a month of a year. */
  readonly days: readonly [number, number] | null;
  /** Null where it is not said. */
  readonly year: number | null;
}

export interface WrittenDate extends TextSpan {
  /** `03/05/2021` has two, anything else one. */
  readonly readings: readonly DateReading[];
  /** Whether the month is a number. */
  readonly numeric: boolean;
}

const months = 'january february march april may june july august september october november december'.split(' ');

const month = String.raw`(?<month>(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)`;
const day = String.raw`\d{1,2}(?:st|nd|rd|th)?`;
const days = String.raw`(?<days>${day}(?:(?:, | ?(?:[-–—/&]|to|and|or) ?)${day}){0,4})`;
const year = String.raw`(?<year>\d{4})`;
/** A day is no beginning of another number: `May 2,000`, `May 10%`, `May 5.5`. */
const noFurther = String.raw`(?![\d%$€£]|[.,:]\d)`;

const patterns = [
  String.raw`(?<![\d.,:/$€£-])${days}(?: of)?[ \u00a0\n-]${month}(?:,?[ \u00a0\n-]${year}\b)?`,
  String.raw`\b${month}[ \u00a0\n](?:the )?${days}${noFurther}(?:,?[ \u00a0\n]${year}\b)?`,
  String.raw`\b${month},?(?: of)?[ \u00a0\n]${year}\b`,
].map((pattern) => new RegExp(pattern, 'g'));

const yearFirst = /(?<![\d./-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|[./-]\d)/g;
const yearLast = /(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d|[./-]\d)/g;

/**
 * The dates of a text, in its order: a day of a month, with or without its year, and a month of a year, as English writes
 * them and in numbers (`2021-05-03`, `3.5.2021`, `05/03/2021`, which may be two). Takes time linear in the length.
 */
export function readDates(text: string): readonly WrittenDate[] {
  const found = [...inWords(text), ...inNumbers(text)].toSorted((left, right) => left.start - right.start);
  let end = 0;
  return found.filter((date) => {
    const isApart = date.start >= end;
    if (isApart) end = date.end;
    return isApart;
  });
}

/** The months of dates in numbers, by their English names in small letters. */
export function monthsInNumbers(text: string): ReadonlySet<string> {
  return new Set(inNumbers(text).flatMap(({ readings }) => readings.map((reading) => months[reading.month - 1] ?? '')));
}

/** The name of the month in small letters. */
export function monthName({ month: number }: DateReading): string {
  return months[number - 1] ?? '';
}

function inWords(text: string): readonly WrittenDate[] {
  return patterns.flatMap((pattern) =>
    Array.from(text.matchAll(pattern)).flatMap(({ 0: written, index: start, groups }) => {
      const named = groups?.['days']?.match(/\d+/g)?.map(Number) ?? [];
      if (named.some((number) => !isDay(number))) return [];
      const reading = {
        month: 1 + months.findIndex((name) => name.startsWith((groups?.['month'] ?? '').slice(0, 3).toLowerCase())),
        days: named.length === 0 ? null : ([Math.min(...named), Math.max(...named)] as const),
        year: groups?.['year'] === undefined ? null : Number(groups['year']),
      };
      return [{ start, end: start + written.length, readings: [reading], numeric: false }];
    }),
  );
}

function inNumbers(text: string): readonly WrittenDate[] {
  const dates: WrittenDate[] = [];
  const add = (start: number, written: string, readings: readonly (DateReading | null)[]): void => {
    const possible = readings.filter((reading) => reading !== null);
    if (possible.length > 0) dates.push({ start, end: start + written.length, readings: possible, numeric: true });
  };
  for (const { 0: written, 1: y, 3: m, 4: d, index } of text.matchAll(yearFirst))
    add(index, written, [reading(y, m, d)]);
  for (const { 0: written, 1: first, 3: second, 4: y, index } of text.matchAll(yearLast)) {
    add(index, written, [reading(y, second, first), first === second ? null : reading(y, first, second)]);
  }
  return dates;
}

function reading(y: string | undefined, m: string | undefined, d: string | undefined): DateReading | null {
  const number = Number(m);
  const dayOfMonth = Number(d);
  if (number < 1 || number > 12 || !isDay(dayOfMonth)) return null;
  return { month: number, days: [dayOfMonth, dayOfMonth], year: Number(y) };
}

function isDay(number: number): boolean {
  return number >= 1 && number <= 31;
}
