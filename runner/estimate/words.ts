import type { Estimate, Interval } from '#store';

/** An estimate for a terminal. */
export function estimateAsText(estimate: Estimate): string {
  const { documents, gpu_hours: gpuHours } = estimate;
  const rows: (readonly [string, Interval, (value: number) => string])[] = [
    ['documents', documents, whole],
    ['requests', estimate.requests, whole],
    ['tokens in', estimate.input_tokens, whole],
    ['tokens out', estimate.output_tokens, whole],
    ['dollars', estimate.dollars, dollars],
    ['time', estimate.seconds, spell],
    ...(gpuHours === null ? [] : [['GPU-hours', gpuHours, (value: number) => value.toFixed(2)] as const]),
  ];
  const table = [
    ['', 'low', 'likely', 'high'],
    ...rows.map(([name, { low, likely, high }, word]) => [name, word(low), word(likely), word(high)]),
  ];
  return [...columns(table), '', ...byRephrasing(estimate)].join('\n');
}

function byRephrasing({ by_rephrasing: by, dominates }: Estimate): readonly string[] {
  const table = [
    ['rephrasing', 'requests', 'tokens in', 'tokens out', 'dollars', 'share', ''],
    ...Object.entries(by)
      .toSorted(([, left], [, right]) => right.share - left.share)
      .map(([name, one]) => [
        name,
        whole(one.requests),
        whole(one.input_tokens),
        whole(one.output_tokens),
        dollars(one.dollars),
        `${Math.round(100 * one.share)} %`,
        [name === dominates ? 'dominates' : '', one.measured ? '' : 'guessed'].filter((word) => word !== '').join(', '),
      ]),
  ];
  return columns(table);
}

/** The first column to the left, numbers to the right. */
function columns(table: readonly (readonly string[])[]): readonly string[] {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function dollars(value: number): string {
  return value >= 1 || value === 0 ? value.toFixed(2) : Number(value.toPrecision(2)).toString();
}

/** Seconds as people say them; hours where there are many. */
function spell(seconds: number): string {
  if (seconds < 100) return `${Number(seconds.toPrecision(2))} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return `${Number((seconds / 3600).toPrecision(3)).toLocaleString('en-US')} h`;
}
