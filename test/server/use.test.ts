import type { Diagnostic, Location, WorkspaceEdit } from 'vscode-languageserver-types';
import { afterEach, expect, test } from 'vitest';
import type { LanguageClient } from '../helpers/language-client.ts';
import { serverInProcess } from '../helpers/language-server.ts';

const folder = 'file:///strategies/';
const uri = `${folder}wrap.strategy.yaml`;
const modelsUri = `${folder}shared/models.strategy.yaml`;
const otherUri = `${folder}other.strategy.yaml`;
const strategy = `version: 1
strategy: wrap
use: shared/models.strategy.yaml
seeds: {from: web.jsonl}
rephrasings:
  qa:
    model: small
    prompt: "{{ text }}"
`;
const models = 'version: 1\nmodels:\n  small: {mock: echo}\n';

const clients: LanguageClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

/** A server over files in memory, with a client that has opened the strategy. */
async function started(disk: Map<string, string>, present?: ReadonlySet<string>): Promise<LanguageClient> {
  const client = await serverInProcess({
    files: {
      exists: async (document, path) => present?.has(`${document} ${path}`),
      async read(key) {
        const text = disk.get(key);
        return text === undefined ? { kind: 'missing' } : { kind: 'text', text, id: key };
      },
      strategiesIn: async (root) => [...disk.keys()].filter((key) => key.startsWith(root)),
    },
    rootUri: folder,
  });
  clients.push(client);
  client.open(uri, strategy);
  return client;
}

const none = (codes: readonly unknown[]): boolean => codes.length === 0;

function until(client: LanguageClient, code: string): Promise<readonly Diagnostic[]> {
  return client.diagnostics(uri, 1, (codes) => codes.includes(code));
}

test('a used file is read from the disk, and again when it has changed there', async () => {
  const disk = new Map([[modelsUri, models.replace('small', 'smal')]]);
  const client = await started(disk);
  expect(await until(client, 'unknown-model')).toMatchObject([
    { message: 'No model is called `small`; did you mean `smal`?' },
  ]);
  disk.set(modelsUri, models);
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: modelsUri, type: 2 }] });
  await client.diagnostics(uri, 1, none);
  disk.delete(modelsUri);
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: modelsUri, type: 3 }] });
  await until(client, 'file-not-found');
});

test('what is typed into a used file counts at once, until it is closed', async () => {
  const disk = new Map([[modelsUri, models]]);
  const client = await started(disk);
  await client.request('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } });
  client.open(modelsUri, models.replace('small', 'large'));
  await until(client, 'unknown-model');
  client.edit(modelsUri, models.replace('mock', 'mok'));
  expect(await until(client, 'import-errors')).toMatchObject([
    { range: { start: { line: 2, character: 5 } }, severity: 1 },
  ]);
  client.edit(modelsUri, models);
  await client.diagnostics(uri, 1, none);
  client.edit(modelsUri, `use: ../wrap.strategy.yaml\n${models}`);
  await until(client, 'import-cycle');
  client.close(modelsUri);
  await client.diagnostics(uri, 1, none);
});

test('a file behind a used one counts too', async () => {
  const farUri = `${folder}far.strategy.yaml`;
  const disk = new Map([
    [modelsUri, 'version: 1\nuse: ../far.strategy.yaml\n'],
    [farUri, models.replace('small', 'large')],
  ]);
  const client = await started(disk);
  await until(client, 'unknown-model');
  client.open(farUri, models);
  expect(await client.diagnostics(uri, 1, none)).toEqual([]);
});

test('a path in a used file is looked for beside that file', async () => {
  const disk = new Map([[modelsUri, 'version: 1\nmodels:\n  small: {gguf: weights/x.gguf}\n']]);
  const present = new Set<string>([`${uri} web.jsonl`, `${uri} weights/x.gguf`]);
  const client = await started(disk, present);
  expect(await until(client, 'import-errors')).toMatchObject([
    { message: expect.stringContaining('no file or folder `weights/x.gguf`') },
  ]);
  present.add(`${modelsUri} weights/x.gguf`);
  client.notify('workspace/didChangeWatchedFiles', { changes: [] });
  expect(await client.diagnostics(uri, 1, none)).toEqual([]);
});

test('names lead to the files that define them, and are renamed in all files of the workspace', async () => {
  const other = strategy.replace('wrap', 'other');
  const disk = new Map([
    [modelsUri, models],
    [uri, 'old'],
    [otherUri, other],
    [`${folder}else.strategy.yaml`, 'version: 1\nmodels:\n  small: {mock: echo}\n'],
  ]);
  const client = await started(disk);
  const onModel = { textDocument: { uri }, position: { line: 6, character: 13 } };
  const places = await client.request<Location[]>('textDocument/references', {
    ...onModel,
    context: { includeDeclaration: true },
  });
  expect(places.map((place) => place.uri).toSorted()).toEqual([otherUri, modelsUri, uri].toSorted());
  expect(await client.request<Location[]>('textDocument/definition', onModel)).toEqual([
    { uri: modelsUri, range: { start: { line: 2, character: 2 }, end: { line: 2, character: 7 } } },
  ]);
  const { changes } = await client.request<WorkspaceEdit>('textDocument/rename', { ...onModel, newName: 'tiny' });
  expect(Object.keys(changes ?? {}).toSorted()).toEqual([otherUri, modelsUri, uri].toSorted());
});
