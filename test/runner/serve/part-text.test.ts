import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { methods, type PartTextResult } from '#protocol';
import { wordmill } from '../../helpers/command.ts';
import { startService } from '../../helpers/service.ts';
import { workspace } from '../../helpers/workspace.ts';
import { forms } from '../store/helpers/forms.ts';

const strategy = (as: string, compression: string): string => `version: 1
strategy: shown
seeds: {from: documents.jsonl}
models: {parrot: {mock: echo}}
rephrasings:
  again: {model: parrot, prompt: "{{ text }}"}
output: {to: out, as: ${as}, compression: ${compression}, rows: 2000}
`;

async function part(as: string, compression: string, rows: number): Promise<string> {
  const lines = Array.from({ length: rows }, (_, row) => JSON.stringify({ text: `Röw ${row}` }));
  const folder = await workspace({ 'a.strategy.yaml': strategy(as, compression), 'documents.jsonl': lines.join('\n') });
  expect((await wordmill(['run', 'a.strategy.yaml'], { cwd: folder })).code).toBe(0);
  const [name = ''] = await readdir(join(folder, 'out/data'));
  return join(folder, 'out/data', name);
}

const textOf = (path: string): Promise<PartTextResult> =>
  startService().connection.sendRequest(methods.partText, { path });

it.each(forms)('records are shown as lines of JSON ($as, $compression)', async ({ as, compression, ending }) => {
  const path = await part(as, compression, 3);
  expect(path).toMatch(new RegExp(`part-0000-000000\\${ending}$`));
  const { text, more } = await textOf(path);
  const rows = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows.map((row) => row.text)).toEqual(['Röw 0', 'Röw 1', 'Röw 2']);
  expect(Object.keys(rows[0]).slice(0, 3)).toEqual(['id', 'text', 'rephrasing']);
  expect(more).toBe(false);
});

it('of a long part the first rows are shown, and of a damaged one what is wrong', async () => {
  const path = await part('parquet', 'zstd', 1_001);
  const { text, more } = await textOf(path);
  expect(text.split('\n')).toHaveLength(1_001);
  expect(more).toBe(true);
  await truncate(path, 100);
  expect((await textOf(path)).text).toMatch(/^part-0000-000000\.parquet cannot be read as Parquet from row 0 on: /);
});
