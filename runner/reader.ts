import { type Place, type Row, readRowGroups, type Source } from '#store';

/** Reads a source row by row; it can leave out what is done already. */
export interface SourceReader {
  /** The next row, or null at the end; a promise of it only where the file has to be waited for. */
  read(): Row | null | Promise<Row | null>;
  /** Goes on at the place; `last` says that nothing comes behind it. */
  skipTo(place: Place, last: boolean): void;
  /** Where the next row begins. */
  readonly place: Place;
  readonly ended: boolean;
  close(): Promise<void>;
}

/** A reader at the beginning of the source. The file is opened at the first row that is really wanted. */
export function openReader(source: Source, signal: AbortSignal): SourceReader {
  let groups: AsyncIterator<Iterable<Row>> | null = null;
  let group: Iterator<Row> | null = null;
  let place: Place = { row: 0, offset: 0 };
  let ended = false;
  /** One row is read ahead, so that the end is known together with the last row. */
  let ahead: Row | null = null;

  function nextOfGroup(): Row | null {
    const next = group?.next();
    return next === undefined || next.done ? null : next.value;
  }

  async function nextOfGroups(): Promise<Row | null> {
    groups ??= readRowGroups(source, place, signal);
    for (;;) {
      const next = await groups.next();
      if (next.done) return null;
      group = next.value[Symbol.iterator]();
      const row = nextOfGroup();
      if (row !== null) return row;
    }
  }

  async function readMore(): Promise<Row | null> {
    const row = ahead ?? (await nextOfGroups());
    if (row !== null) return given(row, nextOfGroup() ?? (await nextOfGroups()));
    ended = true;
    return null;
  }

  function given(row: Row, following: Row | null): Row {
    place = row.next;
    ahead = following;
    ended = following === null;
    return row;
  }

  async function close(): Promise<void> {
    // At once, and not when it is closed: reading may go on at another place meanwhile.
    const closing = groups;
    groups = null;
    group = null;
    ahead = null;
    await closing?.return?.();
  }

  return {
    read() {
      if (ended) return null;
      const following = ahead === null ? null : nextOfGroup();
      return ahead === null || following === null ? readMore() : given(ahead, following);
    },
    skipTo(next, last) {
      // Reading begins at the place only where nothing was read yet or the place is another.
      if (groups !== null && next.row !== place.row) void close();
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
