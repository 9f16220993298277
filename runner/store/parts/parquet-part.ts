import { parquetReadObjects, type SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Json, RephrasingRecord } from '#engine';
import type { PartFormat, Provenance } from './part-format.ts';

/** Rows of a row group, as the Hub's own writer has them: small enough for a viewer that shows one page of rows. */
const rowGroupRows = 1_000;

type ColumnType = 'text' | 'integer' | 'json';

interface Column {
  readonly name: keyof RephrasingRecord;
  readonly type: ColumnType;
  readonly nullable: boolean;
}

/** The columns of every part of every run, so that all parts can be read as one table. `json` is text that holds JSON. */
const columns: readonly Column[] = [
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

/** What the model said before it was cleaned: a column only where records have it, which all of a run do or none. */
const rawColumn = column('raw', 'text', true);

function columnsOf(record: RephrasingRecord | undefined): readonly Column[] {
  return record?.raw === undefined ? columns : [...columns, rawColumn];
}

/** Records as Parquet with Snappy, in row groups of a fixed size; the file's metadata say what run it is of. */
export function parquetFormat(provenance: Provenance): PartFormat {
  return {
    ending: '.parquet',
    encode: (records) => encode(records, provenance),
    decode,
  };
}

function* encode(records: Iterable<RephrasingRecord>, provenance: Provenance): Generator<Uint8Array> {
  const groups = groupsOf(records, rowGroupRows);
  const first = groups.next();
  const these = columnsOf(first.value?.[0]);
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaOf(these),
    createdBy: 'wordmill',
    kvMetadata: [
      { key: 'wordmill.run', value: provenance.run },
      { key: 'wordmill.strategy', value: provenance.strategy },
      { key: 'wordmill.strategy_hash', value: provenance.strategyHash },
    ],
  });
  for (let next = first; next.value !== undefined; next = groups.next()) {
    const group = next.value;
    const columnData = these.map((one) => ({ name: one.name, data: group.map((record) => encoded(record, one)) }));
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
    const rows = await parquetReadObjects({ file });
    return rows.map(recordOf);
  } catch {
    // A file without its footer cannot be read at all; its pieces are done again.
    return [];
  }
}

function encoded(record: RephrasingRecord, { name }: Column): string | bigint | null {
  const value = record[name];
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

function column(name: keyof RephrasingRecord, type: ColumnType, nullable = false): Column {
  return { name, type, nullable };
}

function schemaOf(these: readonly Column[]): SchemaElement[] {
  return [
    { name: 'root', num_children: these.length },
    ...these.map(
      ({ name, type, nullable }): SchemaElement => ({
        name,
        repetition_type: nullable ? 'OPTIONAL' : 'REQUIRED',
        ...(type === 'integer' ? { type: 'INT64' } : { type: 'BYTE_ARRAY', converted_type: 'UTF8' }),
      }),
    ),
  ];
}
