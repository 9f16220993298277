import { parquetReadObjects, type SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Json, RephrasingRecord } from '#engine';
import { compressors } from '../inputs/compressors.ts';
import { type Column, type ColumnType, columns, columnsOf, rawColumn } from './columns.ts';
import type { Compression, OutputRow, PartFormat, Provenance } from './part-format.ts';
import { loadZstd } from './zstd.ts';

/** Rows of a row group, as the Hub's own writer has them: small enough for a viewer that shows one page of rows. */
const rowGroupRows = 1_000;

/** How pages are packed. */
type Pages = Pick<ConstructorParameters<typeof ParquetWriter>[0], 'codec' | 'compressors'>;

/** Records as Parquet, in row groups of a fixed size; the file's metadata say what run it is of. */
export async function parquetFormat(provenance: Provenance, compression: Compression): Promise<PartFormat> {
  const pages: Pages =
    compression === 'snappy' ? { codec: 'SNAPPY' } : { codec: 'ZSTD', compressors: { ZSTD: await loadZstd() } };
  return {
    ending: '.parquet',
    encode: (rows) => encode(rows, columnsOf(provenance.columns), provenance, pages),
    decode,
  };
}

function* encode(
  rows: Iterable<OutputRow>,
  columns: readonly Column[],
  provenance: Provenance,
  pages: Pages,
): Generator<Uint8Array> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaOf(columns),
    createdBy: 'wordmill',
    ...pages,
    kvMetadata: [
      { key: 'wordmill.run', value: provenance.run },
      { key: 'wordmill.strategy', value: provenance.strategy },
      { key: 'wordmill.strategy_hash', value: provenance.strategyHash },
    ],
  });
  for (const group of groupsOf(rows, rowGroupRows)) {
    const columnData = columns.map((one) => ({ name: one.name, data: group.map((row) => encoded(row, one)) }));
    // With a writer in memory nothing is waited for.
    void writer.write({ columnData, rowGroupSize: rowGroupRows });
    yield taken(bytes);
  }
  void writer.finish();
  yield taken(bytes);
}

/** What the library has written since the last time. Its own position in the file stays where it is. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = Uint8Array.from(writer.getBytes());
  writer.index = 0;
  return bytes;
}

async function decode(bytes: Buffer): Promise<readonly RephrasingRecord[]> {
  const file = Uint8Array.from(bytes).buffer;
  try {
    const rows = await parquetReadObjects({ file, compressors });
    return rows.map(recordOf);
  } catch {
    // A file without its footer cannot be read at all; its pieces are done again.
    return [];
  }
}

function encoded(row: OutputRow, { name }: Column): string | bigint | null {
  // Only natural rows have an epoch, and only rephrasings something raw.
  const value = name !== 'epoch' ? row[name] : 'epoch' in row ? row.epoch : null;
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return BigInt(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function recordOf(row: Readonly<Record<string, unknown>>): RephrasingRecord {
  const these = Object.hasOwn(row, rawColumn.name) ? [...columns, rawColumn] : columns;
  const entries = these.map(({ name, type }) => [name, decoded(row[name], type)]);
  // The columns are those that `encode` has made of the keys of a record.
  return Object.fromEntries(entries) as RephrasingRecord;
}

function decoded(value: unknown, type: ColumnType): Json {
  if (value === null || value === undefined) return null;
  // The text was made by JSON.stringify.
  if (type === 'integer') return Number(value);
  if (typeof value !== 'string') throw new TypeError('A column of text has only text.');
  return type === 'json' ? (JSON.parse(value) as Json) : value;
}

function* groupsOf<T>(values: Iterable<T>, size: number): Generator<T[], undefined> {
  let group: T[] = [];
  for (const value of values) {
    group.push(value);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
  return undefined;
}

function schemaOf(columns: readonly Column[]): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(
      ({ name, type, nullable }): SchemaElement => ({
        name,
        repetition_type: nullable ? 'OPTIONAL' : 'REQUIRED',
        ...(type === 'integer' ? { type: 'INT64' } : { type: 'BYTE_ARRAY', converted_type: 'UTF8' }),
      }),
    ),
  ];
}
