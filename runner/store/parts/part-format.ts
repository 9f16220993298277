import type { NaturalRecord, RephrasingRecord } from '#engine';
import type { RunManifest } from '../run/manifest.ts';
import { type ColumnChoice, columnChoice } from './columns.ts';

/** A row of `data/` or of `natural/`. */
export type OutputRow = RephrasingRecord | NaturalRecord;

/** A file format of `data/` and `natural/`. */
export interface PartFormat {
  readonly ending: '.jsonl' | '.parquet';
  /** The file's bytes, piece by piece; the rows are taken as they are needed. */
  encode(rows: Iterable<OutputRow>): Iterable<Uint8Array>;
  /** The records of a file of `data/`; what is damaged is left out. */
  decode(bytes: Buffer): Promise<readonly RephrasingRecord[]>;
}

/** What every file says of where it comes from, where its format has room for that. */
export interface Provenance {
  readonly run: string;
  readonly strategy: string;
  readonly strategyHash: string;
  readonly columns: ColumnChoice;
}

export function provenanceOf({ run, strategy, strategy_hash: strategyHash }: RunManifest): Provenance {
  return { run, strategy: strategy.name, strategyHash, columns: columnChoice(strategy) };
}

/** The format that the strategy's `output.as` names. */
export async function partFormat(as: 'jsonl' | 'parquet', provenance: Provenance): Promise<PartFormat> {
  // Parquet's library is only loaded by runs that write it.
  if (as === 'parquet') return (await import('./parquet-part.ts')).parquetFormat(provenance);
  return (await import('./jsonl-part.ts')).jsonlFormat;
}
