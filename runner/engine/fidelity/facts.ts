import { monthName, readDates, type WrittenDate } from '../measures/read-dates.ts';
import { missingNames } from '../measures/read-names.ts';
import { missingIn } from '../measures/read-numbers.ts';
import type { MeasuredText } from '../measures/text.ts';
import type { TextSpan } from '../passages/spans.ts';

/** What a text states and another does not have, where the text has it first. */
export interface Facts {
  readonly numbers: readonly TextSpan[];
  readonly names: readonly TextSpan[];
  readonly dates: readonly TextSpan[];
}

/**
 * The numbers and names that the measures miss in `by`, as they count them. Those that are parts of a date are said by the date
 * alone, whose every part may be missing or just one.
 *
 * @param furtherDates dates of `of` that are missing although `by` has all their parts
 */
export function missingFacts(by: MeasuredText, of: MeasuredText, furtherDates: readonly WrittenDate[]): Facts {
  const numbers = missingIn(by.numbers(), of.numbers());
  const names = missingNames(by.names(), of.names());
  const missing = new Set([...numbers, ...names].map(({ readings: [first = ''] }) => keyOf(first)));
  const further = new Set(furtherDates.map(({ start }) => start));
  const dates = readDates(of.text).filter(
    (date) => further.has(date.start) || partsOf(of.text, date).some((part) => missing.has(part)),
  );
  return { numbers: outside(dates, numbers), names: outside(dates, names), dates: distinct(dates) };
}

function keyOf(reading: string | readonly string[]): string {
  return typeof reading === 'string' ? reading : reading.join(' ');
}

/** The numbers of a date and the name of its month, as the measures know them. */
function partsOf(text: string, date: WrittenDate): readonly string[] {
  const numbers = text.slice(date.start, date.end).match(/\d+/g) ?? [];
  const parts = numbers.map((digits) => String(Number(digits)));
  return date.numeric ? parts : [...parts, ...date.readings.map(monthName)];
}

/** Those that lie in none of the dates; both come in the order of the text. */
function outside(dates: readonly WrittenDate[], claims: readonly TextSpan[]): readonly TextSpan[] {
  let next = 0;
  return claims.filter(({ start }) => {
    while ((dates[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    return start < (dates[next]?.start ?? Number.POSITIVE_INFINITY);
  });
}

/** The first of dates that mean the same. */
function distinct(dates: readonly WrittenDate[]): readonly WrittenDate[] {
  const seen = new Set<string>();
  return dates.filter(({ readings }) => {
    const meaning = JSON.stringify(readings);
    const isNew = !seen.has(meaning);
    seen.add(meaning);
    return isNew;
  });
}
