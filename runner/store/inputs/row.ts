import type { SeedDocument } from '#engine';
import type { Hub } from '#hub';

/**
 * Where reading goes on: so many rows of the source are behind. `offset` is a byte of a plain .jsonl file, where reading
 * can start at once; for other sources it is 0 and the rows before are passed over.
 */
export interface Place {
  readonly row: number;
  readonly offset: number;
}

/** Where every source begins. */
export const start: Place = { row: 0, offset: 0 };

/** A row that cannot be a document: reported, counted, and the rest goes on. */
export interface BadRow {
  /** The file, as {@link SeedDocument.file}. */
  readonly file: string;
  /** Row in that file, from 0. */
  readonly row: number;
  /** Line in that file, from 1; null where the file has no lines. */
  readonly line: number | null;
  /** One sentence that names the file and the line. */
  readonly message: string;
}

/** One row of a source. `next` is where reading goes on after it. */
export type Row =
  | { readonly kind: 'document'; readonly document: SeedDocument; readonly next: Place }
  | { readonly kind: 'bad'; readonly bad: BadRow; readonly next: Place };

/**
 * Rows as they come from a file, many at a time. A group is taken to its end before the next one is asked for; its rows are made
 * as they are taken.
 */
export type RowGroups = AsyncGenerator<Iterable<Row>>;

/** What readers need to know of the strategy. */
export interface ReaderOptions {
  /** Absolute folder of the strategy file: its paths are relative to it. */
  readonly baseFolder: string;
  /**
   * The field of a row with its text; a name, or names with dots between them. Null is all text of the row, which is how
   * benchmarks are read: every string in it, in the order of the row, each on a line of its own.
   */
  readonly textField: string | null;
  /** The field of a row with its id, or null: then the id is file and row. */
  readonly idField: string | null;
  /**
   * The other fields of a row that are asked for; null or absent is all of them. Columns of a .parquet file that nobody asks
   * for are not read, and rows of other files have all of their fields in any case.
   */
  readonly fields?: readonly string[] | null;
  /** The key of the strategy that names the files, for errors; `seeds.from` where it is absent. */
  readonly key?: string;
  /** Opens the hub where a path leads there, and is asked only then; without it no path may. */
  readonly openHub?: () => Promise<Hub>;
}
