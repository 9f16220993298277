/** Where the focus is: a row, a place in it, and the place that moving up and down comes back to behind shorter rows. */
export interface Place {
  readonly row: number;
  readonly stop: number;
  readonly wanted: number;
}

export interface Key {
  readonly key: string;
  readonly ctrl: boolean;
}

/** A document's heading and its cells are two rows. */
const rowsOfDocument = 2;

/**
 * Where a key leads, as in every grid: arrows, Home and End, with Ctrl to the corners, Page Up and Down from document to
 * document. Null for other keys.
 * @param stops how many places each row has
 */
export function moved({ key, ctrl }: Key, { row, stop, wanted }: Place, stops: readonly number[]): Place | null {
  const last = stops.length - 1;
  const inRow = (to: number, stopThere: number): Place => {
    const at = within(to, 0, last);
    return { row: at, stop: within(stopThere, 0, (stops[at] ?? 1) - 1), wanted: stopThere };
  };
  switch (key) {
    case 'ArrowLeft':
      return inRow(row, Math.max(0, stop - 1));
    case 'ArrowRight':
      return inRow(row, Math.min((stops[row] ?? 1) - 1, stop + 1));
    case 'ArrowUp':
      return inRow(row - 1, wanted);
    case 'ArrowDown':
      return inRow(row + 1, wanted);
    case 'PageUp':
      return inRow(row - rowsOfDocument, wanted);
    case 'PageDown':
      return inRow(row + rowsOfDocument, wanted);
    case 'Home':
      return inRow(ctrl ? 0 : row, 0);
    case 'End': {
      const to = ctrl ? last : row;
      return inRow(to, (stops[to] ?? 1) - 1);
    }
    default:
      return null;
  }
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
