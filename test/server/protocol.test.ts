import type { CompletionItem, Hover } from 'vscode-languageserver-types';
import { afterEach, expect, test } from 'vitest';
import { analyse } from '#language';
import type { LanguageClient } from '../helpers/language-client.ts';
import { serverInProcess } from '../helpers/language-server.ts';

const uri = 'file:///strategies/wrap.strategy.yaml';
const strategy = `version: 1
strategy: wrap
seeds: {from: web.jsonl}
models:
  small: {mock: echo}
rephrasings:
  qa:
    prompt: "{{ text }}"
`;

const clients: LanguageClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

async function started(...options: Parameters<typeof serverInProcess>): Promise<LanguageClient> {
  const client = await serverInProcess(...options);
  clients.push(client);
  return client;
}

const onPrompt = { textDocument: { uri }, position: { line: 7, character: 6 } };

test('a feature that throws answers nothing, is logged, and leaves the rest working', async () => {
  const hover = (): never => {
    throw new Error('the hover is broken');
  };
  const client = await started({ features: { hover } });
  client.open(uri, strategy);
  expect(await client.request<Hover | null>('textDocument/hover', onPrompt)).toBeNull();
  expect(client.log.join('\n')).toMatch(
    /^hover failed on file:\/\/\/strategies\/wrap.strategy.yaml, version 1: Error: the hover is broken\n +at /,
  );
  const symbols = await client.request<unknown[]>('textDocument/documentSymbol', { textDocument: { uri } });
  expect(symbols).toHaveLength(5);
});

test('diagnostics that throw are logged, and the next version is tried again', async () => {
  let calls = 0;
  const diagnostics = () => {
    calls++;
    if (calls === 1) throw new Error('one bad version');
    return [];
  };
  const client = await started({ features: { diagnostics } });
  client.open(uri, strategy);
  await client.request('textDocument/hover', onPrompt);
  while (client.log.length === 0) await client.request('textDocument/hover', onPrompt);
  expect(client.log[0]).toContain(
    'diagnostics failed on file:///strategies/wrap.strategy.yaml, version 1: Error: one bad version',
  );
  const version = client.edit(uri, `${strategy}# more\n`);
  expect(await client.diagnostics(uri, version)).toEqual([]);
});

test('a missing file is reported when it has been looked for, and no more when it has come', async () => {
  const present = new Set<string>();
  const client = await started({ files: { exists: async (_uri, path) => present.has(path), list: async () => [] } });
  client.open(uri, strategy);
  const missing = await client.diagnostics(uri, 1, (codes) => codes.includes('file-not-found'));
  expect(missing).toMatchObject([{ code: 'file-not-found', range: { start: { line: 2, character: 14 } } }]);
  present.add('web.jsonl');
  client.notify('workspace/didChangeWatchedFiles', { changes: [] });
  expect(await client.diagnostics(uri, 1, (codes) => codes.length === 0)).toEqual([]);
});

test('a document that is closed has no problems any more, and no answers', async () => {
  const client = await started();
  client.open(uri, 'version: 2\n');
  expect(await client.diagnostics(uri, 1)).not.toEqual([]);
  client.close(uri);
  expect(await client.request('textDocument/hover', onPrompt)).toBeNull();
  expect(client.published.at(-1)).toEqual({ uri, diagnostics: [] });
  expect(await client.request('wordmill/rephrasings', { uri })).toEqual([]);
});

test('snippets are sent to clients that understand them', async () => {
  const text = 'version: 1\n\n';
  const params = { textDocument: { uri }, position: { line: 1, character: 0 } };
  const plain = await started();
  plain.open(uri, text);
  const without = await plain.request<CompletionItem[]>('textDocument/completion', params);
  expect(without.length).toBeGreaterThan(3);
  expect(without.every(({ insertTextFormat }) => insertTextFormat === undefined)).toBe(true);

  const able = await started({}, { textDocument: { completion: { completionItem: { snippetSupport: true } } } });
  able.open(uri, text);
  const withSnippets = await able.request<CompletionItem[]>('textDocument/completion', params);
  expect(withSnippets.every(({ insertTextFormat }) => insertTextFormat === 2)).toBe(true);
});

test('a rename that cannot be is refused with its reason', async () => {
  const client = await started();
  client.open(uri, `${strategy}    model: small\n`);
  const rename = client.request('textDocument/rename', {
    textDocument: { uri },
    position: { line: 4, character: 3 },
    newName: 'a: b',
  });
  await expect(rename).rejects.toThrow('A model is named with');
});

test('a request without its parameters is refused, and the next one is answered', async () => {
  const client = await started();
  client.open(uri, strategy);
  await expect(client.request('wordmill/rephrasings', { nothing: true })).rejects.toThrow('`uri` names the strategy.');
  expect(await client.request('wordmill/rephrasings', { uri })).toEqual([
    { name: 'qa', line: 7, about: null, model: null },
  ]);
});

test('notes on what studies say are given unless they are set off, then and later', async () => {
  const isNote = (code: unknown): boolean => typeof code === 'string' && code.startsWith('evidence-');
  const client = await started({ settings: {} });
  client.open(uri, strategy);
  expect((await client.diagnostics(uri, 1)).some(({ code }) => isNote(code))).toBe(true);
  client.notify('workspace/didChangeConfiguration', { settings: { wordmill: { evidence: false } } });
  expect(await client.diagnostics(uri, 1, (codes) => !codes.some(isNote))).toEqual([]);
  client.notify('workspace/didChangeConfiguration', { settings: { wordmill: {} } });
  const again = await client.diagnostics(uri, 1, (codes) => codes.some(isNote));
  expect(again.map(({ severity }) => severity)).toEqual(again.map(() => 3));
  const quiet = await started({ settings: { evidence: false } });
  quiet.open(uri, strategy);
  expect(await quiet.diagnostics(uri, 1)).toEqual([]);
});

test('what the last run found is told when it has been read, and told anew when it changes', async () => {
  const text = `${strategy}output: {to: ../out}\n`;
  const found = (noOutput: number): string =>
    JSON.stringify({
      version: 1,
      strategy: analyse(text).strategy,
      rephrasings: [{ name: 'qa', records: 50, rejects: 50, truncated: 0, no_output: noOutput, gates: [] }],
    });
  let content = found(50);
  const client = await started({
    files: {
      read: async (key) => (key === 'file:///out/findings.json' ? { kind: 'text', text: content, id: key } : undefined),
    },
  });
  client.open(uri, text);
  const first = await client.diagnostics(uri, 1, (codes) => codes.length > 0);
  expect(first).toMatchObject([{ code: 'run-no-output', severity: 3, range: { start: { line: 6, character: 2 } } }]);
  content = found(0);
  client.notify('workspace/didChangeWatchedFiles', { changes: [] });
  expect(await client.diagnostics(uri, 1, (codes) => codes.length === 0)).toEqual([]);
  content = found(40);
  client.notify('textDocument/didSave', { textDocument: { uri } });
  const saved = await client.diagnostics(uri, 1, (codes) => codes.length > 0);
  expect(saved[0]?.message).toContain('40 % (40 of 100)');
  const moved = client.edit(uri, text.replace('../out', '../elsewhere'));
  expect(await client.diagnostics(uri, moved)).toEqual([]);
});
