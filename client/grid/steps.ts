import type { PreviewedDocument, PreviewedRephrasing } from '#protocol';
import type { PreviewState } from '../preview/state.ts';
import { outputOf, verdictOf } from '../preview/words.ts';
import {
  type CellState,
  type Grid,
  type GridCell,
  type GridOutput,
  type GridPlan,
  emptyGrid,
  keptDraws,
} from './grid.ts';
import { columnOf, rowOf } from './grid.ts';
import { leastAlike } from './pair.ts';

/** The grid with a cell that has begun, or has come further. What comes late, after the cell's end, changes nothing. */
export function progressedCell(grid: Grid, cell: number, preview?: PreviewState): Grid {
  const before = grid.cells[cell]?.state;
  if (before?.kind !== 'waiting' && before?.kind !== 'running') return grid;
  if (preview?.end) return grid;
  const texts = preview?.rephrasings ?? [];
  const text = texts
    .map((one) => one.text)
    .filter((one) => one !== '')
    .join('\n\n');
  const waiting = text === '' ? (texts.find((one) => one.waiting !== null)?.waiting ?? 'waiting') : null;
  return withState(grid, cell, { kind: 'running', waiting, text });
}

/** The grid with the document as the run would treat it; null where the sample has no such document. */
export function finishedCell(grid: Grid, cell: number, document: PreviewedDocument | null, seconds: number): Grid {
  const row = rowOf(grid, cell);
  if (document === null) {
    const ended = withState(grid, cell, {
      kind: 'finished',
      outputs: [],
      note: 'The sample has no such document.',
      seconds,
    });
    return { ...ended, rows: ended.rows.map((one, index) => (index === row ? { ...one, absent: true } : one)) };
  }
  const outputs = document.results.map(gridOutput);
  const note = outputs.length > 0 ? null : whyNone(document);
  const ended = withState(grid, cell, { kind: 'finished', outputs, note, seconds });
  const { id, text } = document;
  const rows = ended.rows.map((one, index) => (index === row ? { document: { id, text }, absent: false } : one));
  return withPair({ ...ended, rows }, row, columnOf(grid, cell).rephrasing);
}

/**
 * The grid after a preview that failed as a whole: the model cannot be reached, or the strategy cannot be run. Cells that wait
 * for the same models would fail alike, so they are not tried.
 */
export function failedCell(grid: Grid, cell: number, message: string): Grid {
  const asked = columnOf(grid, cell).asks.join('\n');
  const cells = grid.cells.map((one, index): GridCell => {
    const alike = one.state.kind === 'waiting' && columnOf(grid, index).asks.join('\n') === asked;
    if (index !== cell && !alike) return one;
    return { ...one, state: { kind: 'failed', message, text: textOf(one.state) } };
  });
  return { ...grid, cells };
}

/** The grid with nothing under way any more. */
export function stoppedGrid(grid: Grid, why: string): Grid {
  const cells = grid.cells.map((cell): GridCell => {
    const { kind } = cell.state;
    if (kind !== 'waiting' && kind !== 'running') return cell;
    return { ...cell, state: { kind: 'stopped', why, text: textOf(cell.state) } };
  });
  return { ...grid, cells };
}

/** The same grid from the beginning, of a strategy as it is now. */
export function begunAnew(grid: Grid, plan: GridPlan): Grid {
  return { ...emptyGrid(plan), rows: grid.rows.map((row) => ({ ...row, absent: false })) };
}

/** The same grid with other seeds for the requests. What was there stays to be compared with. */
export function begunAgain(grid: Grid): Grid {
  const cells = grid.cells.map(({ state, earlier }): GridCell => {
    const outputs = state.kind === 'finished' ? state.outputs : [];
    const draws = outputs.length === 0 ? earlier : [...earlier, { again: grid.again, outputs }];
    return { state: { kind: 'waiting' }, earlier: draws.slice(-keptDraws) };
  });
  const next = { ...grid, cells, again: grid.again + 1, pairs: [] };
  return pairsOf(next);
}

function pairsOf(grid: Grid): Grid {
  const names = [...new Set(grid.columns.map(({ rephrasing }) => rephrasing))];
  return grid.rows.reduce(
    (all, _, row) => names.reduce((some, rephrasing) => withPair(some, row, rephrasing), all),
    grid,
  );
}

/** Looks anew for the two outputs of a document and a rephrasing that have least in common: over models and over draws. */
function withPair(grid: Grid, row: number, rephrasing: string): Grid {
  const drawn = grid.cells.flatMap(({ state, earlier }, cell) => {
    if (rowOf(grid, cell) !== row || columnOf(grid, cell).rephrasing !== rephrasing) return [];
    const now = state.kind === 'finished' ? [{ again: grid.again, outputs: state.outputs }] : [];
    return [...earlier, ...now].flatMap(({ again, outputs }) =>
      outputs.map(({ text, chunk }, output) => ({ place: { cell, again, output }, text, group: `${chunk}` })),
    );
  });
  const others = grid.pairs.filter((pair) => pair.row !== row || pair.rephrasing !== rephrasing);
  const found = leastAlike(drawn.filter(({ text }) => text.trim() !== ''));
  if (!found) return { ...grid, pairs: others };
  const { left, right, similarity } = found;
  return { ...grid, pairs: [...others, { row, rephrasing, left: left.place, right: right.place, similarity }] };
}

function withState(grid: Grid, cell: number, state: CellState): Grid {
  const cells = grid.cells.map((one, index) => (index === cell ? { ...one, state } : one));
  return { ...grid, cells };
}

function textOf(state: CellState): string {
  return state.kind === 'running' ? state.text : '';
}

function gridOutput(result: PreviewedRephrasing): GridOutput {
  const { record, reject, chunk, findings } = result;
  const counted: Record<string, number> = {};
  for (const { kind } of findings) counted[kind] = (counted[kind] ?? 0) + 1;
  const common = { text: outputOf(result), chunk, findings: counted };
  if (record) {
    return {
      ...common,
      kept: true,
      why: null,
      gate: null,
      line: null,
      measures: isObject(record['measures']) ? record['measures'] : {},
      inputTokens: numberOf(record['input_tokens']),
      outputTokens: numberOf(record['output_tokens']),
    };
  }
  return {
    ...common,
    kept: false,
    why: verdictOf(result).message,
    gate: reject?.gate ?? null,
    line: reject?.line ?? null,
    measures: reject?.measures ?? {},
    inputTokens: reject?.input_tokens ?? null,
    outputTokens: reject?.output_tokens ?? null,
  };
}

function whyNone({ skipped, withoutPassage = [] }: PreviewedDocument): string {
  if (skipped) return `A run skips this document: \`${skipped.expression}\` in line ${skipped.line} is not true.`;
  if (withoutPassage.length > 0) return 'The document is too short: it has no passage.';
  return 'It is not for this document: its `when` says no.';
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
