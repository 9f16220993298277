import { type Place, type Row, readRows, type Source } from '#store';

/** Reads a source row by row; it can leave out what is done already. */
export interface SourceReader {
  /** The next row, or null at the end. */
  read(): Promise<Row | null>;
  /** Goes on at the place; `last` says that nothing comes behind it. */
  skipTo(place: Place, last: boolean): void;
  /** Where the next row begins. */
  readonly place: Place;
  readonly ended: boolean;
  close(): Promise<void>;
}

/** A reader at the beginning of the source. The file is opened at the first row that is really wanted. */
export function openReader(source: Source, signal: AbortSignal): SourceReader {
  let rows: AsyncIterator<Row> | null = null;
  let place: Place = { row: 0, offset: 0 };
  let ended = false;
  /** One row is read ahead, so that the end is known together with the last row. */
  let ahead: Row | null = null;

  const advance = async (): Promise<Row | null> => {
    rows ??= readRows(source, place, signal)[Symbol.asyncIterator]();
    const next = await rows.next();
    return next.done ? null : next.value;
  };
  const close = async (): Promise<void> => {
    // At once, and not when it is closed: reading may go on at another place meanwhile.
    const closing = rows;
    rows = null;
    ahead = null;
    await closing?.return?.();
  };

  return {
    async read() {
      if (ended) return null;
      const row = ahead ?? (await advance());
      if (row !== null) {
        place = row.next;
        ahead = await advance();
      }
      ended = ahead === null;
      return row;
    },
    skipTo(next, last) {
      // Reading begins at the place only where nothing was read yet or the place is another.
      if (rows !== null && next.row !== place.row) void close();
      place = next;
      ended = last;
    },
    get place() {
      return place;
    },
    get ended() {
      return ended;
    },
    close,
  };
}
