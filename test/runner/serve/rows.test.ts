import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { methods, type PreviewResult, type RenderResult, type RowsResult } from '#protocol';
import { wordmill } from '../../helpers/command.ts';
import { startService } from '../../helpers/service.ts';
import { workspace } from '../../helpers/workspace.ts';

const strategy = `version: 1
strategy: rows
seeds: {from: documents.jsonl, text: body, id: key}
models: {parrot: {mock: echo}}
rephrasings:
  again:
    model: parrot
    prompt: "{{ text }}"
output: {to: out, as: jsonl}
`;

const texts = Array.from({ length: 30 }, (_, index) => `Row ${index}\nof the ${'long '.repeat(80)}file.`);
const lines = texts.map((body, index) => (index === 3 ? '{"key": 3}' : JSON.stringify({ body, key: `k${index}` })));

async function folderOfRows(): Promise<string> {
  const folder = await workspace({ 'a.strategy.yaml': strategy, 'documents.jsonl': lines.join('\n') });
  await writeFile(join(folder, 'documents.jsonl.gz'), gzipSync(lines.join('\n')));
  const columnData = [
    { name: 'body', data: texts, type: 'STRING' as const },
    { name: 'key', data: texts.map((_, index) => `k${index}`), type: 'STRING' as const },
  ];
  await writeFile(join(folder, 'documents.parquet'), Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: 7 })));
  return folder;
}

describe('wordmill/rows', () => {
  it('pages through files of rows, and says of a row that is no document why', async () => {
    const folder = await folderOfRows();
    const { connection } = startService();
    const page = (name: string, from: number, count: number): Promise<RowsResult> =>
      connection.sendRequest(methods.rows, {
        path: join(folder, name),
        strategy: { path: join(folder, 'a.strategy.yaml'), text: strategy },
        from,
        count,
      });
    for (const name of ['documents.jsonl', 'documents.jsonl.gz', 'documents.parquet']) {
      const first = await page(name, 0, 10);
      expect(first.rows.map(({ row }) => row)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(first.more).toBe(true);
      expect(first.rows[1]).toEqual({
        row: 1,
        id: 'k1',
        beginning: expect.stringMatching(/^Row 1 of the (long )+l?o?n?g? ?$/),
        readable: true,
      });
      expect(first.rows[1]?.beginning.length).toBeLessThanOrEqual(200);
      expect((await page(name, 20, 10)).more).toBe(false);
      expect((await page(name, 30, 10)).rows).toEqual([]);
    }
    expect((await page('documents.jsonl', 3, 1)).rows).toEqual([
      { row: 3, id: '', beginning: expect.stringContaining('has nothing in the field body'), readable: false },
    ]);
    await expect(page('missing.jsonl', 0, 1)).rejects.toThrow(/There is no file/);
  });

  it('previews a row as the run rephrases it, by its place in its file', async () => {
    const folder = await folderOfRows();
    const path = join(folder, 'a.strategy.yaml');
    const { connection } = startService();
    const documentAt = async (name: string, row: number) => {
      const params = {
        strategy: { path, text: strategy },
        document: { kind: 'row', path: join(folder, name), row },
        rephrasings: [],
        environment: {},
        token: '1',
      };
      const { documents } = await connection.sendRequest<PreviewResult>(methods.preview, params);
      const { document } = await connection.sendRequest<RenderResult>(methods.render, params);
      expect(document?.id).toBe(documents[0]?.id);
      return documents[0];
    };
    expect((await wordmill(['run', path])).code).toBe(0);
    const { stdout } = await wordmill(['preview', path, '--samples', '40', '--format', 'json']);
    const { documents } = JSON.parse(stdout) as PreviewResult;
    const byId = new Map(documents.map((document) => [document.id, document]));
    for (const row of [17, 0, 29]) {
      const found = await documentAt('documents.jsonl', row);
      const expected = byId.get(`k${row}`)?.results[0]?.record;
      expect({ ...found?.results[0]?.record, created: '' }).toEqual({ ...expected, created: '' });
    }
    expect((await documentAt('documents.jsonl.gz', 12))?.results[0]?.record).toMatchObject({
      source_file: 'documents.jsonl.gz',
      source_row: 12,
      text: texts[12],
    });
    expect((await documentAt('documents.parquet', 25))?.id).toBe('k25');
    expect(await documentAt('documents.jsonl', 3)).toBeUndefined();
    expect(await documentAt('documents.parquet', 99)).toBeUndefined();
    // A file that has changed is read again.
    await writeFile(join(folder, 'documents.jsonl'), `${lines[0]}\n{"body": "Another text.", "key": "new"}`);
    expect((await documentAt('documents.jsonl', 1))?.id).toBe('new');
  });
});
