import { basename } from 'node:path';
import { setMeasureMeanings } from '#engine';
import type { ComparedRun } from './compared-run.ts';
import type { PairedRuns } from './pairs.ts';

type Row = readonly [name: string, ...cells: (string | null)[]];

/** Runs side by side, for a terminal: a column each, a row for everything that they can be compared by. */
export function comparisonAsText(runs: readonly ComparedRun[]): string {
  const row = (name: string, cell: (run: ComparedRun) => string | null): Row => [name, ...runs.map(cell)];
  const has = (number: (run: ComparedRun) => number): boolean => runs.some((run) => number(run) > 0);
  const keysOf = (keys: (run: ComparedRun) => object): readonly string[] => [
    ...new Set(runs.flatMap((run) => Object.keys(keys(run)))),
  ];
  const rows: Row[] = [
    row('', ({ output }) => basename(output)),
    row('strategy', ({ strategy, strategy_hash: hash }) => `${strategy} ${hash.slice(0, 8)}`),
    row('models', ({ models }) => models.join(', ')),
    row('documents', ({ documents }) => whole(documents)),
    row('kept', ({ records }) => whole(records)),
    row('rejected', ({ rejects }) => whole(rejects)),
    row('share kept', ({ accept_rate: rate }) => percent(rate)),
    row('requests', ({ requests }) => whole(requests)),
    ...(has(({ input_tokens: tokens }) => tokens)
      ? [row('tokens in', ({ input_tokens: tokens }) => whole(tokens))]
      : []),
    ...(has(({ output_tokens: tokens }) => tokens)
      ? [row('tokens out', ({ output_tokens: tokens }) => whole(tokens))]
      : []),
    ...(has(({ dollars }) => dollars) ? [row('dollars', ({ dollars }) => dollars.toFixed(2))] : []),
    row('seconds', ({ seconds }) => seconds.toFixed(1)),
    ...keysOf(({ by_rephrasing: by }) => by).flatMap((name) => [
      row(`${name}: share kept`, ({ by_rephrasing: by }) => percentOf(by[name]?.accept_rate)),
      row(`${name}: tokens of a text`, ({ by_rephrasing: by }) => numberOf(by[name]?.tokens)),
    ]),
    ...keysOf(({ by_gate: by }) => by).map((gate) => row(`gate ${gate}`, ({ by_gate: by }) => percentOf(by[gate]))),
    ...keysOf(({ measures }) => measures).map((name) =>
      row(`mean ${name}`, ({ measures }) => numberOf(measures[name])),
    ),
    ...Object.entries(setMeasureMeanings).map(([key, { name }]) =>
      // The table's keys are keys of the measures that are numbers.
      row(name, ({ set }) => numberOf(set[key as keyof typeof setMeasureMeanings])),
    ),
  ];
  return table(rows);
}

/** What two runs have made of the same passages, in a few lines. */
export function pairsAsText(first: string, second: string, paired: PairedRuns | null): string {
  const names = `${basename(first)} and ${basename(second)}`;
  if (paired === null) return `${names} have no rephrasing of the same passage among the records that were looked at.`;
  const { pairs, identical, tokens_ratio: ratio, words_shared: shared, examples } = paired;
  const head = `${names} have ${whole(pairs)} rephrasings of the same passages: ${percent(identical)} the same, ${percent(shared)} of the words shared, ${ratio.toFixed(2)} times as many tokens in ${basename(second)}.`;
  const shown = examples.flatMap(({ source_id: id, rephrasing, first: one, second: other }) => [
    '',
    `[${rephrasing}] of ${id}`,
    `  ${basename(first)}: ${excerpt(one)}`,
    `  ${basename(second)}: ${excerpt(other)}`,
  ]);
  return [head, ...shown].join('\n');
}

function table(rows: readonly Row[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '–').length)));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column === 0 ? (cell ?? '').padEnd(width) : (cell ?? '–').padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const shownCharacters = 160;

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= shownCharacters ? line : `${line.slice(0, shownCharacters).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function percentOf(share: number | undefined): string | null {
  return share === undefined ? null : percent(share);
}

function numberOf(value: number | null | undefined): string | null {
  if (value === undefined || value === null) return null;
  return Number.isInteger(value) ? whole(value) : value.toFixed(Math.abs(value) >= 100 ? 0 : 3);
}
