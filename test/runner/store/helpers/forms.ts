import type { RunPlan } from '#store';

type Output = RunPlan['strategy']['output'];

/** What the output can be: formats with their compressions, and how the names of the parts end. */
export const forms = [
  { as: 'jsonl', compression: 'none', ending: '.jsonl' },
  { as: 'jsonl', compression: 'gzip', ending: '.jsonl.gz' },
  { as: 'jsonl', compression: 'zstd', ending: '.jsonl.zst' },
  { as: 'parquet', compression: 'zstd', ending: '.parquet' },
  { as: 'parquet', compression: 'snappy', ending: '.parquet' },
] as const;

export type Form = Pick<Output, 'as' | 'compression'>;

export const lines: Form = forms[0];

/** The output of a small run in one of them. */
export function outputAs({ as, compression }: Form, changes: Partial<Output> = {}): { readonly output: Output } {
  return { output: { to: null, as, compression, rows: 2, rejects: true, raw: false, ...changes } };
}
