import type { NaturalRecord, RephrasingRecord } from '#engine';
import type { RunManifest } from '../run/manifest.ts';
import { type ColumnChoice, columnChoice } from './columns.ts';

/** A row of `data/` or of `natural/`. */
export type OutputRow = RephrasingRecord | NaturalRecord;

export type Ending = '.parquet' | '.jsonl' | '.jsonl.gz' | '.jsonl.zst';

/** A file format of `data/` and `natural/`. */
export interface PartFormat {
  readonly ending: Ending;
  /** The file's bytes, piece by piece; the rows are taken as they are needed. */
  encode(rows: Iterable<OutputRow>): Iterable<Uint8Array>;
  /** The same of rows that are JSON already; absent where the format has to know their values. */
  encodeJson?(rows: Iterable<Uint8Array>): Iterable<Uint8Array>;
  /** The records of a file of `data/`; what is damaged is left out. */
  decode(bytes: Buffer): Promise<readonly RephrasingRecord[]>;
}

export type Compression = RunManifest['strategy']['output']['compression'];

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

type Output = Pick<RunManifest['strategy']['output'], 'as' | 'compression'>;

/** How the names of such parts end. */
export function endingOf({ as, compression }: Output): Ending {
  if (as === 'parquet') return '.parquet';
  if (compression === 'zstd') return '.jsonl.zst';
  return compression === 'gzip' ? '.jsonl.gz' : '.jsonl';
}

/** The format that the strategy's `output` asks for. What it does not need is not loaded. */
export async function partFormat(output: Output, provenance: Provenance): Promise<PartFormat> {
  if (output.as === 'parquet') return (await import('./parquet-part.ts')).parquetFormat(provenance, output.compression);
  const [{ jsonlFormat }, { packingOf }] = await Promise.all([import('./jsonl-part.ts'), import('./packing.ts')]);
  return jsonlFormat(endingOf(output), await packingOf(output.compression));
}
