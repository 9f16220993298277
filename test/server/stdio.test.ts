import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CompletionItem, Hover, WorkspaceEdit } from 'vscode-languageserver-types';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { buildServer, type ServerProcess, serverProcess } from '../helpers/language-server.ts';
import { workspace } from '../helpers/workspace.ts';

const uri = 'untitled:wrap.strategy.yaml';
const strategy = `version: 1
strategy: wrap
seeds: {from: web.jsonl}
models:
  small: {mock: echo}
rephrasings:
  qa:
    model: small
    prompt: "{{ text }}"
`;

let built: Awaited<ReturnType<typeof buildServer>> | undefined;
const processes: ServerProcess[] = [];

beforeAll(async () => {
  built = await buildServer();
});
afterEach(async () => {
  for (const { child, client, ended } of processes.splice(0)) {
    client.dispose();
    child.kill();
    await ended;
  }
});
afterAll(() => built?.remove());

async function started(): Promise<ServerProcess> {
  if (built === undefined) throw new Error('The server was not built.');
  const server = serverProcess(built.script);
  processes.push(server);
  await server.client.initialize();
  return server;
}

test('open, break, mend, complete, hover, rename, goodbye', async () => {
  const { client, ended } = await started();
  client.open(uri, strategy);
  expect(await client.diagnostics(uri, 1)).toEqual([]);

  const typo = { start: { line: 7, character: 11 }, end: { line: 7, character: 16 } };
  const broken = client.edit(uri, 'smal', typo);
  expect(await client.diagnostics(uri, broken)).toMatchObject([
    { code: 'unknown-model', severity: 1, range: { start: typo.start, end: { line: 7, character: 15 } } },
  ]);
  const items = await client.request<CompletionItem[]>('textDocument/completion', {
    textDocument: { uri },
    position: { line: 7, character: 15 },
  });
  expect(items.map(({ label }) => label)).toContain('small');
  const mended = client.edit(uri, 'small', { start: typo.start, end: { line: 7, character: 15 } });
  expect(await client.diagnostics(uri, mended)).toEqual([]);

  const hover = await client.request<Hover>('textDocument/hover', {
    textDocument: { uri },
    position: { line: 8, character: 6 },
  });
  expect(JSON.stringify(hover.contents)).toContain('**prompt**');
  const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
    textDocument: { uri },
    position: { line: 4, character: 3 },
    newName: 'tiny',
  });
  expect(edit.changes?.[uri]?.map(({ newText }) => newText)).toEqual(['tiny', 'tiny']);

  await client.shutdown();
  expect(await ended).toBe(0);
});

test('two files: what is written into the one is known in the other', async () => {
  const folder = await workspace({
    'a.strategy.yaml': '',
    'shared/models.strategy.yaml': 'version: 1\nmodels:\n  tiny: {mock: echo}\n',
  });
  const { client } = await started();
  const using = pathToFileURL(join(folder, 'a.strategy.yaml')).href;
  const used = pathToFileURL(join(folder, 'shared/models.strategy.yaml')).href;
  client.open(using, strategy.replace(/models:\n.*\n/, 'use: ./shared/models.strategy.yaml\n'));
  const before = await client.diagnostics(using, 1, (codes) => codes.includes('unknown-model'));
  expect(before.map(({ message }) => message)).toContain('No model is called `small`.');
  client.open(used, 'version: 1\nmodels:\n  small: {mock: echo}\n');
  await client.diagnostics(using, 1, (codes) => !codes.includes('unknown-model'));
  const definition = await client.request<unknown>('textDocument/definition', {
    textDocument: { uri: using },
    position: { line: 6, character: 13 },
  });
  expect(definition).toMatchObject([{ uri: used, range: { start: { line: 2, character: 2 } } }]);
  const items = await client.request<CompletionItem[]>('textDocument/completion', {
    textDocument: { uri: using },
    position: { line: 3, character: 14 },
  });
  expect(items.map(({ label }) => label)).toEqual(['./shared/models.strategy.yaml']);
});

test('after a thousand quick edits the diagnostics are those of the last', async () => {
  const { client } = await started();
  client.open(uri, strategy);
  const end = { line: 9, character: 0 };
  const comment = (count: number) => `# ${count}\n`;
  for (let count = 0; count < 999; count++) client.edit(uri, comment(count), { start: end, end });
  const last = client.edit(uri, 'promt: 1\n', { start: end, end });
  expect(last).toBe(1001);
  expect(await client.diagnostics(uri, last)).toMatchObject([{ code: 'unknown-key', range: { start: end } }]);
  const versions = client.published.map(({ version }) => version ?? 0);
  expect(versions.toSorted((left, right) => left - right)).toEqual(versions);
  expect(versions.length).toBeLessThan(500);
});

test('garbage in a document, a request or a range does not end the server', async () => {
  const { client } = await started();
  client.open(uri, '\u0000\ud800 }{ <<<<<<< HEAD\n\t- : [ "{{ {% \r\r\n'.repeat(50));
  await client.diagnostics(uri, 1);
  await expect(client.request('textDocument/nonsense', { a: [] })).rejects.toThrow();
  await expect(client.request('textDocument/hover', {})).rejects.toThrow();
  client.notify('textDocument/didChange', { textDocument: { uri: 'file:///unknown', version: 3 }, contentChanges: [] });
  const far = { line: 1e6, character: 1e6 };
  const version = client.edit(uri, strategy, { start: { line: 0, character: 0 }, end: far });
  expect(await client.diagnostics(uri, version)).toEqual([]);
  expect(await client.request('textDocument/hover', { textDocument: { uri }, position: far })).toBeNull();
});

test('without a channel the program says what it is for', async () => {
  const { spawnSync } = await import('node:child_process');
  const { status, stderr } = spawnSync(process.execPath, [built?.script ?? ''], { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toContain('--stdio');
});
