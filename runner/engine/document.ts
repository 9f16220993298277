/** Any value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A web document as a reader hands it over. */
export interface SeedDocument {
  readonly id: string;
  readonly text: string;
  /** The whole input row; `doc` in templates and expressions. */
  readonly fields: Readonly<Record<string, Json>>;
  /** Path of the input file relative to the strategy file, with forward slashes, so that it is the same on every machine. */
  readonly file: string;
  /** Row in that file, from 0; 0 where a file is one document. */
  readonly row: number;
}
