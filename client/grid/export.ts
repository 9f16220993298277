import { measuresOf } from '../preview/words.ts';
import { columnOf, type Grid, type GridOutput, type GridRow, rowOf } from './grid.ts';
import { sumsOf } from './sums.ts';
import { cellView, nameOfRow } from './cell-view.ts';
import { money, whole } from './words.ts';

/** The grid as JSON: what it is of, sums by column, and every cell with its outputs, earlier draws included. */
export function gridJson(grid: Grid): string {
  const { strategy, models, columns, rows, again, pairs } = grid;
  return `${JSON.stringify(
    {
      strategy: strategy.name,
      draw: again + 1,
      documents: rows.flatMap(({ document, absent }, row) =>
        absent ? [] : [{ id: document?.id ?? null, text: document?.text ?? null, cells: cellsOf(grid, row) }],
      ),
      columns: columns.map(({ model, rephrasing, price }, column) => ({
        model: models[model]?.label ?? null,
        where: models[model]?.where ?? null,
        rephrasing,
        price,
        ...sumsOf(grid, column),
      })),
      most_different: pairs.map(({ row, ...pair }) => ({ document: nameOfRow(grid, row), ...pair })),
    },
    null,
    2,
  )}\n`;
}

function cellsOf(grid: Grid, row: number): readonly unknown[] {
  return grid.cells.flatMap(({ state, earlier }, cell) => {
    if (rowOf(grid, cell) !== row) return [];
    const { model, rephrasing } = columnOf(grid, cell);
    return [{ model: grid.models[model]?.label ?? null, rephrasing, ...state, earlier }];
  });
}

/** The grid as Markdown: the sums as a table, then every text under its document. */
export function gridMarkdown(grid: Grid): string {
  const parts = [
    `# ${grid.strategy.name}`,
    sumsTable(grid),
    ...grid.rows.flatMap((row, index) => (row.absent ? [] : documentPart(grid, row, index))),
  ];
  return `${parts.join('\n\n')}\n`;
}

function sumsTable(grid: Grid): string {
  const lines = grid.columns.map(({ model, rephrasing }, column) => {
    const { outputs, kept, meanOutputTokens, dollars } = sumsOf(grid, column);
    const tokens = meanOutputTokens === null ? '–' : whole(meanOutputTokens);
    const name = grid.models[model]?.label ?? '';
    return `| ${[name, rephrasing, `${kept} of ${outputs}`, tokens, money(dollars)].map(inTable).join(' | ')} |`;
  });
  return ['| model | rephrasing | kept | mean tokens | cost |', '| --- | --- | --- | --- | --- |', ...lines].join('\n');
}

function documentPart(grid: Grid, row: GridRow, index: number): readonly string[] {
  const cells = grid.cells.flatMap(({ state }, cell) => {
    if (rowOf(grid, cell) !== index) return [];
    const { model, rephrasing } = columnOf(grid, cell);
    const heading = `### ${rephrasing} · ${grid.models[model]?.label ?? ''}`;
    const { parts, facts } = cellView(grid, cell);
    if (state.kind === 'finished' && state.outputs.length > 0) {
      const outputs = state.outputs.flatMap(outputPart);
      return [heading, ...outputs, facts];
    }
    return [heading, ...parts.flatMap(({ title, notes }) => [title, ...notes])];
  });
  return [`## ${row.document?.id ?? `Document ${index + 1} of the sample`}`, ...cells];
}

function outputPart({ kept, why, text, measures }: GridOutput): readonly string[] {
  const verdict = kept ? '✓ kept' : `✗ rejected: ${why ?? ''}`;
  const notes = [verdict, measuresOf(measures)].filter((one) => one !== '').join(' · ');
  return text.trim() === '' ? [notes] : [notes, fenced(text.trimEnd())];
}

/** Whatever a text holds stays text: its fence is longer than any in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function inTable(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}
