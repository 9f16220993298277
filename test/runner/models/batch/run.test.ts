import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { whenTold, wordmill } from '../../../helpers/command.ts';
import { startScriptedServer } from '../../../helpers/scripted-server.ts';
import { BatchApi } from './batch-api.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wordmill-batch-run-'));
  const rows = Array.from({ length: 30 }, (_, index) => JSON.stringify({ id: `d${index}`, text: `Page ${index}.` }));
  await writeFile(join(folder, 'web.jsonl'), `${rows.join('\n')}\n`);
  await writeFile(
    join(folder, 'a.strategy.yaml'),
    `version: 1
strategy: batched
seeds: {from: web.jsonl}
models:
  remote: {id: m, base_url: "\${SERVER}", batch: true}
rephrasings:
  short:
    prompt: "Shorten: {{ text }}"
output: {as: jsonl}
`,
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The texts of the records, in the order of the rows. */
async function textsIn(output: string): Promise<readonly unknown[]> {
  const parts = (await readdir(join(folder, output, 'data'))).toSorted();
  const lines = await Promise.all(parts.map((part) => readFile(join(folder, output, 'data', part), 'utf8')));
  const records = lines
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return records
    .toSorted((left, right) => Number(left['source_row']) - Number(right['source_row']))
    .map(({ text }) => text);
}

const expected = Array.from({ length: 30 }, (_, index) => `Shorten: Page ${index}. Done.`);

it('a run whose model is asked by batches is ended and started again, and pays for one batch', async () => {
  const api = new BatchApi(({ body }) => `${body.messages[0]?.content} Done.`, { atOnce: false });
  await using server = await startScriptedServer(api.script);
  const environment = { SERVER: server.url };
  const args = ['run', 'a.strategy.yaml', '--output', 'out'];
  const first = await wordmill(args, {
    cwd: folder,
    environment,
    onStart: whenTold('it is answered within a day', (child) => child.kill('SIGINT')),
  });
  expect(first.code).toBe(130);
  api.work();
  const second = await wordmill(args, { cwd: folder, environment });
  expect(second.stderr).toContain('was sent before; its answers are waited for.');
  expect(second.code).toBe(0);
  expect(await textsIn('out')).toEqual(expected);
  expect(api.batches).toHaveLength(1);
}, 60_000);

it('a preview asks at once', async () => {
  const api = new BatchApi(() => 'never');
  await using server = await startScriptedServer((request) =>
    request.path.endsWith('/chat/completions')
      ? (response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(JSON.stringify({ choices: [{ message: { content: 'At once.' }, finish_reason: 'stop' }] }));
        }
      : api.script(request),
  );
  const { stdout, code } = await wordmill(['preview', 'a.strategy.yaml', '--format', 'json'], {
    cwd: folder,
    environment: { SERVER: server.url },
  });
  expect(code).toBe(0);
  expect(stdout).toContain('At once.');
  expect(api.batches).toHaveLength(0);
}, 30_000);
