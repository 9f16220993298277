import type { RephrasingRecord } from '#engine';

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

/** The same; where the run has natural rows too, `rephrasing` can be null, and there is an `epoch`. */
export function columnsOf(mixture: boolean): readonly Column[] {
  if (!mixture) return columns;
  return [
    ...columns.map((one) => (one.name === 'rephrasing' ? { ...one, nullable: true } : one)),
    column('epoch', 'integer', true),
  ];
}

function column(name: Column['name'], type: ColumnType, nullable = false): Column {
  return { name, type, nullable };
}
