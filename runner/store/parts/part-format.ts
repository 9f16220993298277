import type { RephrasingRecord } from '#engine';

/** A file format of `data/`. */
export interface PartFormat {
  readonly ending: '.jsonl' | '.parquet';
  /** The file's bytes, piece by piece; the records are taken as they are needed. */
  encode(records: Iterable<RephrasingRecord>): Iterable<Uint8Array>;
  /** The records of a file; what is damaged is left out. */
  decode(bytes: Buffer): Promise<readonly RephrasingRecord[]>;
}

/** What every file says of where it comes from, where its format has room for that. */
export interface Provenance {
  readonly run: string;
  readonly strategy: string;
  readonly strategyHash: string;
}

/** The format that the strategy's `output.as` names. */
export async function partFormat(as: 'jsonl' | 'parquet', provenance: Provenance): Promise<PartFormat> {
  // Parquet's library is only loaded by runs that write it.
  if (as === 'parquet') return (await import('./parquet-part.ts')).parquetFormat(provenance);
  return (await import('./jsonl-part.ts')).jsonlFormat;
}
