import { columnOf, type Grid, outputAt, rowOf } from './grid.ts';
import type { GridText } from './grid-documents.ts';
import { placeName } from './view.ts';
import { nameOfRow } from './cell-view.ts';

/** What is shown beside each other; `left` is null where there is only one thing to show. */
export interface Opened {
  readonly left: GridText | null;
  readonly right: GridText;
  readonly title: string;
}

/** A cell beside its document; null where nothing has come of it. */
export function openedCell(grid: Grid, cell: number): Opened | null {
  const state = grid.cells[cell]?.state;
  if (!state || state.kind === 'waiting') return null;
  const text = state.kind === 'finished' ? state.outputs.map((output) => output.text).join('\n\n') : state.text;
  if (text.trim() === '') return null;
  const row = rowOf(grid, cell);
  const document = grid.rows[row]?.document ?? null;
  const source = document?.text ?? null;
  const { rephrasing, model } = columnOf(grid, cell);
  const name = `${rephrasing}, ${grid.models[model]?.label ?? ''}`;
  const id = nameOfRow(grid, row);
  return {
    left: source === null ? null : { name: fileName(id, id), text: source },
    right: { name: fileName(name, id), text },
    title: `${id} ↔ ${name}`,
  };
}

/** The two most different outputs of a document and a rephrasing; null where they are gone. */
export function openedPair(grid: Grid, row: number, rephrasing: string): Opened | null {
  const pair = grid.pairs.find((one) => one.row === row && one.rephrasing === rephrasing);
  if (!pair) return null;
  const [left, right] = [outputAt(grid, pair.left)?.text, outputAt(grid, pair.right)?.text];
  if (left === undefined || right === undefined) return null;
  const [leftName, rightName] = [placeName(grid, pair.left, pair.right), placeName(grid, pair.right, pair.left)];
  const id = nameOfRow(grid, row);
  return {
    left: { name: fileName(leftName, id), text: left },
    right: { name: fileName(rightName, id), text: right },
    title: `${rephrasing} of ${id}: ${leftName} ↔ ${rightName}`,
  };
}

/** What can be a name of a file, coloured as the document is. */
function fileName(name: string, document: string): string {
  const ending = /\.(?:md|html?|txt)$/i.exec(document)?.[0] ?? '.txt';
  const bare = name.endsWith(ending) ? name.slice(0, -ending.length) : name;
  return bare.replaceAll(/[\\/:?#]+/g, '-') + ending;
}
