import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSources, readRows, StoreError } from '#store';
import { brief, readAll } from './helpers/read-all.ts';
import { temporaryFolder } from './helpers/temporary-folder.ts';

const line = (text: string) => JSON.stringify({ text });

test('a row is a document with its fields, its line and its id', async () => {
  const rows = await readAll({ 'web/a.jsonl': '{"text":"one","n":{"m":1}}\n{"text":"two"}\n' });
  expect(rows).toEqual([
    {
      kind: 'document',
      document: { id: 'web/a.jsonl:0', text: 'one', fields: { text: 'one', n: { m: 1 } }, file: 'web/a.jsonl', row: 0 },
      next: { row: 1, offset: 27 },
    },
    {
      kind: 'document',
      document: { id: 'web/a.jsonl:1', text: 'two', fields: { text: 'two' }, file: 'web/a.jsonl', row: 1 },
      next: { row: 2, offset: 42 },
    },
  ]);
});

test('text and id can lie in nested fields, and a field whose name has dots comes first', async () => {
  const files = { 'a.jsonl': '{"a":{"b":"nested","k":7}}\n{"a.b":"flat","a":{"b":"nested"}}\n' };
  const rows = await readAll(files, { textField: 'a.b', idField: 'a.k' });
  expect(rows.map((row) => row.kind === 'document' && [row.document.id, row.document.text])).toEqual([
    ['7', 'nested'],
    ['a.jsonl:1', 'flat'],
  ]);
});

test.each([
  ['not json', 'Line 2 of a.jsonl is not valid JSON ('],
  ['[1]', 'Line 2 of a.jsonl is not a JSON object.'],
  ['{"body":"x"}', 'Line 2 of a.jsonl has nothing in the field text, where its text should be.'],
  ['{"text":null}', 'Line 2 of a.jsonl has null in the field text, where its text should be.'],
  ['{"text":5}', 'Line 2 of a.jsonl has a number in the field text, where its text should be.'],
  ['{"text":"cut', 'Line 2 of a.jsonl is not valid JSON ('],
  ['{"constructor":1}', 'Line 2 of a.jsonl has nothing in the field text, where its text should be.'],
])('the bad row %j is told with its line, and the rest goes on', async (bad, message) => {
  const rows = await readAll({ 'a.jsonl': [line('one'), bad, line('three')].join('\n') });
  expect(brief(rows)).toEqual(['one', expect.stringContaining(`! ${message}`), 'three']);
  expect(rows[1]).toMatchObject({ kind: 'bad', bad: { file: 'a.jsonl', row: 1, line: 2 } });
});

test('fields of the prototype are no fields', async () => {
  const rows = await readAll({ 'a.jsonl': '{"x":1}\n' }, { textField: 'constructor.name' });
  expect(brief(rows)).toEqual([
    '! Line 1 of a.jsonl has nothing in the field constructor.name, where its text should be.',
  ]);
});

test('an id that is no id is told', async () => {
  const rows = await readAll({ 'a.jsonl': '{"text":"x","id":[1]}\n' }, { idField: 'id' });
  expect(brief(rows)).toEqual(['! Line 1 of a.jsonl has a list in the field id, where its id should be.']);
});

test('invalid UTF-8 is told, and costs one row', async () => {
  const bytes = Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff]), Buffer.from(`"}\n${line('two')}\n`)]);
  expect(brief(await readAll({ 'a.jsonl': bytes }))).toEqual(['! Line 1 of a.jsonl is not valid UTF-8.', 'two']);
});

test('byte order mark, CRLF, empty lines and a missing last line feed are taken as they come', async () => {
  const rows = await readAll({ 'a.jsonl': `\uFEFF${line('one')}\r\n\r\n   \n${line('four')}` });
  expect(brief(rows)).toEqual(['one', 'four']);
  // The row is the line, so that a number leads back to it.
  expect(rows.map((row) => row.kind === 'document' && row.document.row)).toEqual([0, 3]);
});

test('an empty file has no rows', async () => {
  expect(await readAll({ 'a.jsonl': '' })).toEqual([]);
});

test('reading can start behind any row, at its byte', async () => {
  const files = { 'a.jsonl': `${line('ä')}\r\n\n${line('漢字')}\nbad\n${line('😀')}` };
  const rows = await readAll(files);
  for (const [index, row] of rows.entries()) {
    expect(await readAll(files, { place: row.next })).toEqual(rows.slice(index + 1));
  }
});

test('the same rows come out of a gzipped file, also one of several members, and from any row on', async () => {
  const text = Array.from({ length: 50 }, (_, index) => line(`text ${index}`)).join('\n');
  const members = Buffer.concat([gzipSync(text.slice(0, 333)), gzipSync(text.slice(333))]);
  const plain = brief(await readAll({ 'a.jsonl': text }));
  expect(brief(await readAll({ 'a.jsonl.gz': gzipSync(text) }))).toEqual(plain);
  expect(brief(await readAll({ 'a.jsonl.gz': members }))).toEqual(plain);
  expect(brief(await readAll({ 'a.jsonl.gz': members }, { place: { row: 20, offset: 0 } }))).toEqual(plain.slice(20));
});

test('a gzipped file that is cut off gives what it has, and then one bad row', async () => {
  const lines = Array.from({ length: 3_000 }, (_, index) => line(`text ${index} ${(index * 7919) % 1000}`));
  const whole = gzipSync(lines.join('\n'));
  const rows = brief(await readAll({ 'a.jsonl.gz': whole.subarray(0, Math.floor(whole.length / 2)) }));
  expect(rows.length).toBeGreaterThan(1_000);
  expect(rows.slice(0, -1)).toEqual(brief(await readAll({ 'a.jsonl': lines.slice(0, rows.length - 1).join('\n') })));
  expect(rows.at(-1)).toBe(
    `! Line ${rows.length} of a.jsonl.gz and everything after it is missing, since the file is cut off or damaged (unexpected end of file).`,
  );
});

test('a file that only claims to be gzipped is one bad row', async () => {
  expect(brief(await readAll({ 'a.jsonl.gz': 'plain text' }))).toEqual([
    '! Line 1 of a.jsonl.gz and everything after it is missing, since the file is cut off or damaged (incorrect header check).',
  ]);
});

test('any texts come back as they were written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 20 }), async (texts) => {
      const rows = await readAll({ 'a.jsonl': texts.map((text) => `${line(text)}\n`).join('') });
      expect(brief(rows)).toEqual(texts);
    }),
    { numRuns: 30, seed: 7 },
  );
});

test('an aborted signal ends the reading with its reason', async () => {
  const baseFolder = await temporaryFolder({ 'a.jsonl': `${line('one')}\n${line('two')}\n` });
  const [source] = await openSources(['a.jsonl'], { baseFolder, textField: 'text', idField: null });
  if (!source) throw new Error('There is a source.');
  const controller = new AbortController();
  const read: string[] = [];
  const reading = (async () => {
    for await (const row of readRows(source, { row: 0, offset: 0 }, controller.signal)) {
      if (row.kind === 'document') read.push(row.document.text);
      controller.abort(new Error('enough'));
    }
  })();
  await expect(reading).rejects.toThrow('enough');
  expect(read).toEqual(['one']);
});

test('a file that is gone when it is read is told by its name', async () => {
  const baseFolder = await temporaryFolder({ 'a.jsonl': line('one') });
  const [source] = await openSources(['a.jsonl'], { baseFolder, textField: 'text', idField: null });
  if (!source) throw new Error('There is a source.');
  await rm(join(baseFolder, 'a.jsonl'));
  const first = readRows(source, { row: 0, offset: 0 }, new AbortController().signal).next();
  await expect(first).rejects.toBeInstanceOf(StoreError);
  await expect(first).rejects.toThrow(/^a\.jsonl cannot be read: /);
});

/** Two frames of Zstandard with two rows and one; behind a frame that readers pass over. */
const skipped = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
const frames = [
  'KLUv/SQg5QAAsHsidGV4dCI6ICJvbmUifQp0d28ifQoBAGabS28tKp8=',
  'KLUv/SQSkQAAeyJ0ZXh0IjogInRocmVlIn0Kxm05LQ==',
];
const packed = Buffer.concat([skipped, ...frames.map((frame) => Buffer.from(frame, 'base64'))]);

test('a file of Zstandard is read with all its frames, from any row on', async () => {
  expect(brief(await readAll({ 'a.jsonl.zst': packed }))).toEqual(['one', 'two', 'three']);
  expect(brief(await readAll({ 'a.jsonl.zst': packed }, { place: { row: 2, offset: 0 } }))).toEqual(['three']);
});

test('of a file of Zstandard that is cut off everything before is read, and the rest is told as missing', async () => {
  const cut = brief(await readAll({ 'a.jsonl.zst': packed.subarray(0, -9) }));
  expect(cut.slice(0, 2)).toEqual(['one', 'two']);
  expect(cut[2]).toContain('! Line 3 of a.jsonl.zst and everything after it is missing, since the file is cut off');
  const nonsense = brief(await readAll({ 'a.jsonl.zst': Buffer.from('no Zstandard at all') }));
  expect(nonsense).toEqual([expect.stringContaining('cut off or damaged (invalid zstd data)')]);
});
