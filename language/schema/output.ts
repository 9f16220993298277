import type { Compression, Output } from '../strategy.ts';
import type { MapSpec } from './spec.ts';

const since = '0.1.0';

/** How records of each format can be packed; the first is what they are where nothing is said. */
export const compressionsOf: Readonly<Record<Output['as'], readonly [Compression, ...Compression[]]>> = {
  parquet: ['zstd', 'snappy'],
  jsonl: ['none', 'gzip', 'zstd'],
};

/** Where the records go. */
export const outputSpec: MapSpec = {
  kind: 'map',
  noun: 'the output',
  keys: [
    {
      key: 'to',
      spec: { kind: 'path', glob: false, mustExist: false },
      default: 'asked for when the run starts',
      documentation: 'The folder of the run, relative to the strategy file. It is made where it does not exist.',
      example: 'to: ../out/wrap',
      since,
    },
    {
      key: 'as',
      spec: {
        kind: 'enum',
        values: [
          { value: 'parquet', documentation: 'Compact columns, as training pipelines read them.' },
          { value: 'jsonl', documentation: 'One JSON object a line, for people and for small runs.' },
        ],
      },
      default: 'parquet',
      documentation: 'The format of the records.',
      example: 'as: parquet',
      since,
    },
    {
      key: 'compression',
      spec: {
        kind: 'enum',
        values: [
          {
            value: 'zstd',
            documentation:
              'Small and fast, of either format. JSON lines (`.jsonl.zst`) open in polars and DuckDB, and with `pip install zstandard` in datasets and pandas.',
          },
          { value: 'snappy', documentation: 'Of Parquet, for readers that know nothing newer.' },
          { value: 'gzip', documentation: 'Of JSON lines (`.jsonl.gz`), which every program reads.' },
          { value: 'none', documentation: 'JSON lines as they are.' },
        ],
      },
      default: '`zstd` for Parquet, `none` for JSON lines',
      documentation:
        'How the records are packed: Parquet as `zstd` or `snappy`, JSON lines as `none`, `gzip` or `zstd`.',
      example: 'compression: zstd',
      since: '0.3.0',
    },
    {
      key: 'rows',
      spec: { kind: 'number', integer: true, min: 1, max: 10_000_000 },
      default: '1000',
      documentation:
        'Seed documents in a slice, and so in one part of the output. A slice is what is resumed and distributed as a whole, and what memory is needed for.',
      example: 'rows: 1000',
      since,
    },
    {
      key: 'rejects',
      spec: { kind: 'boolean' },
      default: 'true',
      documentation:
        'Whether rejected rephrasings are written down, with their text, the reason and the gate. What `dedup` and `decontaminate` take out of the output is written down in any case.',
      example: 'rejects: false',
      since,
    },
    {
      key: 'raw',
      spec: { kind: 'boolean' },
      default: 'false',
      documentation:
        'Whether records hold what the model said before it was cleaned, in a column `raw`. Rejects always hold it.',
      example: 'raw: true',
      since: '0.2.0',
    },
  ],
};
