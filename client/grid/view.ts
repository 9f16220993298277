import { columnOf, type Grid, type GridCell, type GridPair, isRunning, type OutputPlace, rowOf } from './grid.ts';
import { cellView } from './cell-view.ts';
import type { CellView, ColumnView, FrameView, GridView, RowView } from './messages.ts';
import { sumsOf } from './sums.ts';
import { beginningOf, counted, money, whole } from './words.ts';

/** How much of a document stands above its cells, in characters. */
const shownBeginning = 240;

/** The grid in words. */
export function gridView(grid: Grid): GridView {
  return { frame: frameView(grid), cells: grid.cells.map((_, cell) => cellView(grid, cell)) };
}

/** The cells that are others than before: what is sent while text comes. */
export function changedCells(before: readonly GridCell[], grid: Grid): readonly CellView[] {
  return grid.cells.flatMap((one, cell) => (one === before[cell] ? [] : [cellView(grid, cell)]));
}

export function frameView(grid: Grid): FrameView {
  const { strategy, models, columns } = grid;
  const running = isRunning(grid);
  const rephrasings = new Set(columns.map(({ rephrasing }) => rephrasing)).size;
  const rows = grid.rows.flatMap((_, row) => rowView(grid, row));
  const size = [counted(rows.length, 'document'), counted(rephrasings, 'rephrasing'), counted(models.length, 'model')];
  const progress = progressOf(grid);
  return {
    title: `${strategy.name} · ${size.join(' × ')}`,
    progress,
    announcement: running ? `${strategy.name}: rephrasing.` : `${strategy.name}: ${progress}.`,
    running,
    models: models.map(({ label }) => label),
    columns: columns.map((_, column) => columnView(grid, column)),
    rows,
  };
}

function progressOf(grid: Grid): string {
  const ends = grid.cells.flatMap(({ state }, cell) => (grid.rows[rowOf(grid, cell)]?.absent === true ? [] : [state]));
  const outputs = ends.flatMap((state) => (state.kind === 'finished' ? state.outputs : []));
  const kept = outputs.filter((output) => output.kept).length;
  const count = (kind: string): number => ends.filter((state) => state.kind === kind).length;
  const parts = [
    ends.length === 0
      ? '`seeds.keep` lets no document through, so the sample is empty; loosen it or check `seeds.from`'
      : `${whole(count('finished'))} of ${counted(ends.length, 'cell')}`,
    ...(outputs.length > 0 ? [`${whole(kept)} kept`] : []),
    ...(outputs.length > kept ? [`${whole(outputs.length - kept)} rejected`] : []),
    ...(count('failed') > 0 ? [`${whole(count('failed'))} failed`] : []),
    ...(count('stopped') > 0 ? [`${whole(count('stopped'))} not finished`] : []),
    ...(grid.again > 0 ? [`draw ${grid.again + 1}`] : []),
  ];
  return parts.join(' · ');
}

function columnView(grid: Grid, column: number): ColumnView {
  const { model, rephrasing } = columnOf(grid, column);
  const { outputs, kept, meanOutputTokens, dollars } = sumsOf(grid, column);
  const footer =
    outputs === 0
      ? ['–']
      : [
          `${whole((100 * kept) / outputs)} % kept`,
          ...(meanOutputTokens === null ? [] : [`⌀ ${counted(meanOutputTokens, 'token')}`, money(dollars)]),
        ];
  return { model, rephrasing, footer };
}

/** A row that the sample does not have is not shown. */
function rowView(grid: Grid, row: number): readonly RowView[] {
  const one = grid.rows[row];
  if (!one || one.absent) return [];
  const { document } = one;
  // Where all are the same there is nothing to compare.
  const pairs = grid.pairs
    .filter((pair) => pair.row === row && pair.similarity < 1)
    .map((pair) => pairView(grid, pair));
  return [
    {
      row,
      title: document?.id ?? `Document ${row + 1} of the sample`,
      beginning: beginningOf(document?.text ?? '', shownBeginning),
      pairs: pairs.toSorted((left, right) => left.rephrasing.localeCompare(right.rephrasing)),
    },
  ];
}

function pairView(grid: Grid, { rephrasing, left, right, similarity }: GridPair): RowView['pairs'][number] {
  const alike = `${whole(100 * similarity)} % alike`;
  const names = `${placeName(grid, left, right)} and ${placeName(grid, right, left)}`;
  return {
    rephrasing,
    title: `${rephrasing}: ${alike}`,
    label: `Most different of ${rephrasing}: ${names}, ${alike}. Compare them.`,
  };
}

/** What tells an output from another one: its model, else its draw, else its number. */
export function placeName(grid: Grid, place: OutputPlace, other: OutputPlace): string {
  const model = grid.models[columnOf(grid, place.cell).model]?.label ?? '';
  const name = [
    model,
    ...(place.again !== other.again || place.again !== grid.again ? [`draw ${place.again + 1}`] : []),
    ...(place.cell === other.cell && place.again === other.again ? [`number ${place.output + 1}`] : []),
  ];
  return name.join(', ');
}
