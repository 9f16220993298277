import type { CodeAction, Diagnostic, SymbolInformation } from 'vscode-languageserver-types';
import type { ReadFile } from '../../server/files.ts';
import { afterEach, expect, test } from 'vitest';
import type { LanguageClient } from '../helpers/language-client.ts';
import { serverInProcess } from '../helpers/language-server.ts';

const folder = 'file:///strategies';
const open = `${folder}/open.strategy.yaml`;
const closed = `${folder}/closed.strategy.yaml`;
const right = `version: 1
strategy: wrap
seeds: {from: web.jsonl}
models:
  small: {mock: echo}
rephrasings:
  qa:
    prompt: "{{ text }}"
`;

interface Report {
  readonly kind: 'full' | 'unchanged';
  readonly uri?: string;
  readonly resultId?: string;
  readonly items?: readonly Diagnostic[];
}

function readFrom(files: ReadonlyMap<string, string>, key: string): ReadFile {
  const text = files.get(key);
  return text === undefined ? { kind: 'missing' } : { kind: 'text', text, id: key };
}

const clients: LanguageClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

const pulls = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };
const inFolder = { workspaceFolders: [{ uri: folder, name: 'strategies' }] };

async function started(files: Map<string, string>, capabilities: object = pulls, more: object = inFolder) {
  const present = new Set(['web.jsonl']);
  const client = await serverInProcess(
    {
      files: {
        exists: async (_uri, path) => present.has(path),
        strategiesIn: async (uri) => (uri === folder ? [...files.keys()] : []),
        read: async (key) => readFrom(files, key),
      },
    },
    capabilities,
    more,
  );
  clients.push(client);
  return { client, present };
}

const workspaceReports = async (client: LanguageClient, known: readonly Report[] = []): Promise<readonly Report[]> => {
  const previousResultIds = known.flatMap(({ uri, resultId }) =>
    resultId === undefined ? [] : [{ uri, value: resultId }],
  );
  return (await client.request<{ items: Report[] }>('workspace/diagnostic', { previousResultIds })).items;
};

test('a client that fetches diagnostics is sent none', async () => {
  const { client } = await started(new Map());
  client.open(open, right.replace('mock: echo', 'mock: ehco'));
  const ask = (previousResultId?: string) =>
    client.request<Report>('textDocument/diagnostic', { textDocument: { uri: open }, previousResultId });
  const first = await ask();
  expect(first.items).toMatchObject([{ code: 'unknown-value', range: { start: { line: 4 } } }]);
  expect(await ask(first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
  client.edit(open, right);
  expect(await ask(first.resultId)).toMatchObject({ kind: 'full', items: [] });
  client.close(open);
  expect(await ask()).toEqual({ kind: 'full', items: [] });
  expect(client.published).toEqual([]);
});

test('news of files ask the client to fetch again', async () => {
  const { client, present } = await started(new Map());
  present.clear();
  client.open(open, right);
  const ask = () => client.request<Report>('textDocument/diagnostic', { textDocument: { uri: open } });
  while (!client.asked.some(({ method }) => method === 'workspace/diagnostic/refresh')) await ask();
  expect((await ask()).items).toMatchObject([{ code: 'file-not-found' }]);
});

test('a client that would rather be sent diagnostics is', async () => {
  const { client } = await started(new Map(), pulls, { initializationOptions: { diagnostics: 'push' } });
  client.open(open, 'version: 2\n');
  expect(await client.diagnostics(open, 1)).not.toEqual([]);
});

test.each([
  ['by what it says first', {}, true],
  ['later, where it wants that', { dynamicRegistration: true }, false],
])('fetching is offered %s', async (_name, diagnostic, first) => {
  const { client } = await started(new Map(), { textDocument: { diagnostic } });
  expect(JSON.stringify(client.greeting).includes('diagnosticProvider')).toBe(first);
  await workspaceReports(client);
  expect(client.asked.some(({ params }) => JSON.stringify(params).includes('textDocument/diagnostic'))).toBe(!first);
});

test('strategies that are not open are looked at on demand, and again where they have changed', async () => {
  const files = new Map([
    [closed, right.replace('mock: echo', 'mock: ehco')],
    [open, 'version: 2\n'],
  ]);
  const { client } = await started(files);
  client.open(open, right);
  const first = await workspaceReports(client);
  expect(first).toMatchObject([{ uri: closed, version: null, kind: 'full', items: [{ code: 'unknown-value' }] }]);
  expect(await workspaceReports(client, first)).toMatchObject([{ uri: closed, kind: 'unchanged' }]);
  files.set(closed, right);
  const mended = await workspaceReports(client, first);
  expect(mended).toMatchObject([{ uri: closed, kind: 'full', items: [] }]);
  files.delete(closed);
  expect(await workspaceReports(client, mended)).toEqual([{ uri: closed, version: null, kind: 'full', items: [] }]);
});

test('names of all strategies are found, those that are open as they stand there', async () => {
  const { client } = await started(
    new Map([
      [closed, right],
      [open, right],
    ]),
  );
  client.open(open, right.replace('small', 'large'));
  client.open('untitled:new.strategy.yaml', 'models:\n  largest: {mock: echo}\n');
  const found = await client.request<SymbolInformation[]>('workspace/symbol', { query: 'l' });
  expect(found.map(({ name, location }) => [name, location.uri])).toEqual([
    ['large', open],
    ['largest', 'untitled:new.strategy.yaml'],
    ['small', closed],
  ]);
});

test('folders come and go', async () => {
  const files = new Map([[closed, right]]);
  const { client } = await started(
    files,
    { ...pulls, workspace: { workspaceFolders: true } },
    { workspaceFolders: [] },
  );
  const change = (added: readonly string[], removed: readonly string[]) => {
    const named = (uris: readonly string[]) => uris.map((uri) => ({ uri, name: uri }));
    client.notify('workspace/didChangeWorkspaceFolders', { event: { added: named(added), removed: named(removed) } });
  };
  expect(await workspaceReports(client)).toEqual([]);
  change([folder], []);
  expect(await workspaceReports(client)).toHaveLength(1);
  change([], [folder]);
  expect(await workspaceReports(client)).toEqual([]);
});

test('a file that a feature fails on leaves the others alone', async () => {
  const diagnosticReport = (): never => {
    throw new Error('the report is broken');
  };
  const client = await serverInProcess(
    {
      features: { diagnosticReport },
      files: { strategiesIn: async () => [closed], read: async (key) => readFrom(new Map([[closed, right]]), key) },
    },
    pulls,
    inFolder,
  );
  clients.push(client);
  expect(await workspaceReports(client)).toEqual([]);
  expect(client.log.join('\n')).toContain(`workspace diagnostics failed on ${closed}`);
  expect(await client.request<SymbolInformation[]>('workspace/symbol', { query: 'qa' })).toHaveLength(1);
});

test('lenses are there for a client that names its commands', async () => {
  const ask = async (more: object) => {
    const { client } = await started(new Map(), {}, more);
    client.open(open, right);
    return client.request<unknown[] | null>('textDocument/codeLens', { textDocument: { uri: open } });
  };
  expect(await ask({ initializationOptions: { commands: ['wordmill.previewSample'] } })).toHaveLength(1);
  expect(await ask({ initializationOptions: { commands: 'all' } })).toEqual([]);
});

test('the text of a prompt moves to a new file where the client makes files, under a name that no file has', async () => {
  const creates = { workspace: { workspaceEdit: { resourceOperations: ['create'], documentChanges: true } } };
  const titles = async (capabilities: object): Promise<readonly string[]> => {
    const { client, present } = await started(new Map(), capabilities);
    present.add('shared.strategy.yaml');
    client.open(open, right.replace('{{ text }}', 'Say all of {{ text }}'));
    const at = { line: 7, character: 15 };
    const params = { textDocument: { uri: open }, range: { start: at, end: at }, context: { diagnostics: [] } };
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', params);
    return actions.filter(({ kind }) => kind === 'refactor.move').map(({ title }) => title);
  };
  expect(await titles(creates)).toEqual(['Move the text to the new file `shared-2.strategy.yaml` as `say_all_of`']);
  expect(await titles({})).toEqual([]);
});
