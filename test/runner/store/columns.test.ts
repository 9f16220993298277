import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { shortHash } from '#engine';
import { openSources, type ReaderOptions, readRows, start } from '#store';
import { counted } from './helpers/counted.ts';
import { temporaryFolder } from './helpers/temporary-folder.ts';

const rows = 400;
/** Text that no compression makes small. */
const noise = (name: string, parts: number) =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: parts }, (_part, part) => shortHash(`${name} ${row} ${part}`)).join(''),
  );

const file = new Uint8Array(
  parquetWriteBuffer({
    columnData: [
      { name: 'key', data: noise('key', 1), type: 'STRING' },
      { name: 'wide', data: noise('wide', 600), type: 'STRING' },
      { name: 'title', data: noise('title', 1), type: 'STRING' },
      { name: 'body', data: noise('body', 10), type: 'STRING' },
      { name: 'meta', data: noise('meta', 1).map((text) => ({ text, n: 1 })), type: 'JSON' },
    ],
    rowGroupSize: 100,
  }),
);

async function read(options: Partial<ReaderOptions>) {
  const baseFolder = await temporaryFolder({ 'a.parquet': file });
  const [source] = await openSources(['a.parquet'], { baseFolder, textField: 'body', idField: null, ...options });
  if (source === undefined) throw new Error('There is a source.');
  const { source: watched, read: bytes } = counted(source);
  const found = [];
  for await (const row of readRows(watched, start, new AbortController().signal)) found.push(row);
  const documents = found.flatMap((row) => (row.kind === 'document' ? [row.document] : []));
  return { documents, bad: found.length - documents.length, bytes: bytes() };
}

const keysOf = ({ documents }: Awaited<ReturnType<typeof read>>) => Object.keys(documents[0]?.fields ?? {});

test('columns that nobody asks for are not read from a Parquet file', async () => {
  const everything = await read({});
  expect(everything.documents).toHaveLength(rows);
  expect(everything.bytes).toBeGreaterThan(file.length * 0.95);
  const some = await read({ fields: ['title'], idField: 'key' });
  expect(keysOf(some)).toEqual(['key', 'title', 'body']);
  expect(some.documents.map(({ text, id }) => [text, id])).toEqual(
    everything.documents.map(({ text, fields }) => [text, fields['key']]),
  );
  expect(some.bytes).toBeLessThan(file.length * 0.15);
});

test('where it cannot be told which fields are asked for, and of benchmarks, all are read', async () => {
  expect(keysOf(await read({ fields: null }))).toHaveLength(5);
  expect(keysOf(await read({ fields: [], textField: null }))).toHaveLength(5);
});

test('a text or an id inside of a column is found, and what is in no column is missed as before', async () => {
  const inside = await read({ fields: [], textField: 'meta.text' });
  expect(keysOf(inside)).toEqual(['meta']);
  expect(inside.documents).toHaveLength(rows);
  expect(await read({ fields: ['absent'], textField: 'nothing' })).toMatchObject({ documents: [], bad: rows });
});
