import type { RephrasingRecord } from '#engine';
import type { RunManifest } from '../run/manifest.ts';

export type ColumnType = 'text' | 'integer' | 'json';

/** A column of the output. `json` is an object whose keys depend on the strategy; in Parquet it is text that holds JSON. */
export interface Column {
  readonly name: keyof RephrasingRecord | 'epoch';
  readonly type: ColumnType;
  readonly nullable: boolean;
}

/** The columns of every part of every run, so that all parts can be read as one table. */
export const columns: readonly Column[] = [
  column('id', 'text'),
  column('text', 'text'),
  column('rephrasing', 'text'),
  column('style', 'text', true),
  column('source_id', 'text'),
  column('source_file', 'text'),
  column('source_row', 'integer'),
  column('chunk', 'integer', true),
  column('variables', 'json'),
  column('model', 'text'),
  column('prompt_hash', 'text'),
  column('strategy', 'text'),
  column('strategy_hash', 'text'),
  column('seed', 'integer'),
  column('input_tokens', 'integer', true),
  column('output_tokens', 'integer', true),
  column('finish_reason', 'text'),
  column('measures', 'json'),
  column('created', 'text'),
];

/** What a strategy makes of the columns. */
export interface ColumnChoice {
  /** Whether the run has natural rows too: then `rephrasing` can be null, and there is an `epoch`. */
  readonly mixture: boolean;
  /** Whether records hold what the model said before it was cleaned, as `raw`. */
  readonly raw: boolean;
}

export function columnChoice({ mix, output }: Pick<RunManifest['strategy'], 'mix' | 'output'>): ColumnChoice {
  return { mixture: (mix.natural ?? 0) > 0, raw: output.raw };
}

export function columnsOf({ mixture, raw }: ColumnChoice): readonly Column[] {
  return [
    ...columns.map((one) => (mixture && one.name === 'rephrasing' ? { ...one, nullable: true } : one)),
    ...(raw ? [rawColumn] : []),
    ...(mixture ? [column('epoch', 'integer', true)] : []),
  ];
}

/** Natural rows have none. */
export const rawColumn: Column = { name: 'raw', type: 'text', nullable: true };

function column(name: Column['name'], type: ColumnType, nullable = false): Column {
  return { name, type, nullable };
}
