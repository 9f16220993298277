import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { compressors } from '../../../runner/store/inputs/compressors.ts';
import { partFormat } from '../../../runner/store/parts/part-format.ts';
import { brief, readAll } from './helpers/read-all.ts';
import { recordOf } from './helpers/small-run.ts';

const zstd = { as: 'parquet', compression: 'zstd' } as const;
const provenance = { run: 'r', strategy: 'small', strategyHash: 'h', columns: { mixture: false, raw: false } };

async function encoded(records: Iterable<ReturnType<typeof recordOf>>): Promise<Buffer> {
  const format = await partFormat(zstd, provenance);
  return Buffer.concat([...format.encode(records)]);
}

function file(bytes: Buffer): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

test('rows of a Parquet file are documents, in groups, from any row on', async () => {
  const texts = Array.from({ length: 250 }, (_, index) => `text ${index}`);
  const bytes = new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'text', data: texts, type: 'STRING' },
        { name: 'big', data: texts.map((_, index) => BigInt(index)), type: 'INT64' },
      ],
      rowGroupSize: 100,
    }),
  );
  const rows = await readAll({ 'a.parquet': bytes });
  expect(brief(rows)).toEqual(texts);
  expect(rows[249]).toEqual({
    kind: 'document',
    document: {
      id: 'a.parquet:249',
      text: 'text 249',
      fields: { text: 'text 249', big: 249 },
      file: 'a.parquet',
      row: 249,
    },
    next: { row: 250, offset: 0 },
  });
  expect(brief(await readAll({ 'a.parquet': bytes }, { place: { row: 150, offset: 0 } }))).toEqual(texts.slice(150));
});

test('a Parquet file without the field, or that is none, is told', async () => {
  const bytes = new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'body', data: ['x'], type: 'STRING' }] }));
  expect(brief(await readAll({ 'a.parquet': bytes }))).toEqual([
    '! Row 0 of a.parquet has nothing in the field text, where its text should be.',
  ]);
  const [none] = brief(await readAll({ 'a.parquet': 'no' }));
  expect(none).toMatch(/^! a\.parquet cannot be read as Parquet from row 0 on: /);
});

test('records come back from a part as they were, nulls and all', async () => {
  const records = [
    recordOf(0, 'first'),
    recordOf(1, 'first', { style: 'dialogue', chunk: 2, output_tokens: 9, variables: {}, text: '漢字 😀\n"quoted"' }),
  ];
  const format = await partFormat(zstd, provenance);
  const decoded = await format.decode(await encoded(records));
  expect(decoded).toEqual(records);
  // The order of the keys is part of the format.
  expect(decoded.map((record) => JSON.stringify(record))).toEqual(records.map((record) => JSON.stringify(record)));
});

test('where there are natural rows, all parts have a column for their epoch, and one schema', async () => {
  const format = await partFormat(zstd, { ...provenance, columns: { mixture: true, raw: false } });
  const { rephrasing: _rephrasing, ...rest } = recordOf(0, 'first');
  const natural = Buffer.concat([...format.encode([{ ...rest, rephrasing: null, epoch: 2 }])]);
  const synthetic = Buffer.concat([...format.encode([recordOf(0, 'first')])]);
  expect(parquetMetadata(file(natural)).schema).toEqual(parquetMetadata(file(synthetic)).schema);
  expect(await parquetReadObjects({ compressors, file: file(natural) })).toMatchObject([
    { rephrasing: null, epoch: 2n },
  ]);
  expect(await parquetReadObjects({ compressors, file: file(synthetic) })).toMatchObject([
    { rephrasing: 'first', epoch: null },
  ]);
  // What is read back is a record as it was, without an epoch.
  expect(await format.decode(synthetic)).toEqual([recordOf(0, 'first')]);
});

test('every part has the same schema, row groups of 1,000 and says what run it is of', async () => {
  const some = parquetMetadata(file(await encoded([recordOf(0, 'first')])));
  const many = parquetMetadata(
    file(await encoded(Array.from({ length: 2_300 }, (_, row) => recordOf(row, 'first', { style: 's', chunk: 1 })))),
  );
  expect(many.schema).toEqual(some.schema);
  expect(many.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([1_000, 1_000, 300]);
  expect(many.key_value_metadata).toEqual([
    { key: 'wordmill.run', value: 'r' },
    { key: 'wordmill.strategy', value: 'small' },
    { key: 'wordmill.strategy_hash', value: 'h' },
  ]);
});

test('variables and measures are text that holds JSON', async () => {
  const [row] = await parquetReadObjects({ compressors, file: file(await encoded([recordOf(0, 'first')])) });
  expect([row?.['variables'], row?.['measures'], row?.['seed'], row?.['style']]).toEqual([
    '{"for":"a child"}',
    '{"words":5}',
    2147483647n,
    null,
  ]);
});
