import type { Grid } from './grid.ts';
import { stoppedGrid } from './steps.ts';

/** Longer documents are not kept over a reload of the window. */
const keptText = 50_000;

/** What of a grid is kept for the time after the window is reloaded. */
export function keptGrid(grid: Grid): Grid {
  const rows = grid.rows.map(({ document, absent }) => ({
    absent,
    document: document && { id: document.id, text: (document.text?.length ?? 0) > keptText ? null : document.text },
  }));
  return { ...grid, rows };
}

/** A grid that was kept: what was under way is not any more. Null where another version of the extension has written it. */
export function restoredGrid(kept: unknown): Grid | null {
  if (!isGrid(kept)) return null;
  return stoppedGrid(kept, 'the window was reloaded');
}

/** The extension wrote it; its version says what shape it has, and its lengths that it is whole. */
function isGrid(kept: unknown): kept is Grid {
  if (typeof kept !== 'object' || kept === null || !('version' in kept) || kept.version !== 1) return false;
  const { rows, columns, cells } = kept as Partial<Grid>;
  if (!Array.isArray(rows) || !Array.isArray(columns) || !Array.isArray(cells)) return false;
  return columns.length > 0 && cells.length === rows.length * columns.length;
}
