import { type DateReading, readDates, type WrittenDate } from '../measures/read-dates.ts';

/**
 * Dates of the output that are put together of parts of others: the source has the day with another year, or another month of
 * its year, and nothing that agrees with it.
 */
export function conflictingDates(source: string, output: string): readonly WrittenDate[] {
  const full = readDates(output).filter(({ readings }) => readings.every(isFull));
  if (full.length === 0) return [];
  const known = readDates(source).flatMap(({ readings }) => readings);
  const byMonth = grouped(known, ({ month }) => month);
  const byYear = grouped(known, ({ year }) => year);
  return full.filter(({ readings }) => {
    const ofMonth = (reading: DateReading) => byMonth.get(reading.month) ?? [];
    if (readings.some((reading) => ofMonth(reading).some((other) => agree(reading, other)))) return false;
    return readings.some((reading) =>
      [...ofMonth(reading), ...(byYear.get(reading.year) ?? [])].some((other) => shareDay(reading, other)),
    );
  });
}

function grouped<Key>(
  readings: readonly DateReading[],
  keyOf: (reading: DateReading) => Key,
): ReadonlyMap<Key, readonly DateReading[]> {
  const groups = new Map<Key, DateReading[]>();
  for (const reading of readings) {
    const group = groups.get(keyOf(reading));
    if (group === undefined) groups.set(keyOf(reading), [reading]);
    else group.push(reading);
  }
  return groups;
}

function isFull({ days, year }: DateReading): boolean {
  return days !== null && year !== null;
}

/** Whether two dates of one month can be the same, as far as both say. */
function agree(left: DateReading, right: DateReading): boolean {
  const sameYear = left.year === null || right.year === null || left.year === right.year;
  return sameYear && (left.days === null || right.days === null || shareDay(left, right));
}

function shareDay({ days: left }: DateReading, { days: right }: DateReading): boolean {
  return left !== null && right !== null && left[0] <= right[1] && right[0] <= left[1];
}
