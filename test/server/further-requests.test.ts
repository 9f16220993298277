import type { CodeAction, InlayHint, SelectionRange, SignatureHelp } from 'vscode-languageserver-types';
import { afterEach, expect, test } from 'vitest';
import type { LanguageClient } from '../helpers/language-client.ts';
import { serverInProcess } from '../helpers/language-server.ts';

const uri = 'untitled:wrap.strategy.yaml';
const textDocument = { uri };
const strategy = `version: 1
variables: {audience: {a: 1, b: 1}}
rephrasings:
  qa:
    prompt: "{% set n = 1 %}{{ n }} {{ audience | replace('a', 'b') }} {{ text }}"
`;
const everywhere = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

const clients: LanguageClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

async function started(): Promise<LanguageClient> {
  const client = await serverInProcess();
  clients.push(client);
  client.open(uri, strategy);
  return client;
}

interface Tokens {
  readonly resultId?: string;
  readonly data?: number[];
  readonly edits?: { start: number; deleteCount: number; data?: number[] }[];
}

test('tokens come whole, then as what has changed', async () => {
  const client = await started();
  const first = await client.request<Tokens>('textDocument/semanticTokens/full', { textDocument });
  client.edit(uri, strategy.replace('variables', '# more\nvariables'));
  const delta = await client.request<Tokens>('textDocument/semanticTokens/full/delta', {
    textDocument,
    previousResultId: first.resultId,
  });
  const whole = await client.request<Tokens>('textDocument/semanticTokens/full', { textDocument });
  const [edit] = delta.edits ?? [];
  expect(first.data?.toSpliced(edit?.start ?? 0, edit?.deleteCount ?? 0, ...(edit?.data ?? []))).toEqual(whole.data);
  expect(edit?.data?.length).toBeLessThan(whole.data?.length ?? 0);
  const ofRange = await client.request<Tokens>('textDocument/semanticTokens/range', {
    textDocument,
    range: everywhere,
  });
  expect(ofRange.data).toEqual(whole.data);
});

test('the change from tokens that nobody knows any more is all of them', async () => {
  const client = await started();
  const params = { textDocument, previousResultId: 'of another time' };
  const found = await client.request<Tokens>('textDocument/semanticTokens/full/delta', params);
  expect(found.data?.length).toBeGreaterThan(0);
  client.close(uri);
  expect(await client.request('textDocument/semanticTokens/full', { textDocument })).toEqual({ data: [] });
});

test('hints, signatures, selections, linked ranges and actions of a kind are answered', async () => {
  const client = await started();
  const hints = await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range: everywhere });
  expect(hints.map(({ label }) => label)).toEqual(['50 %', '50 %']);
  const line = strategy.split('\n').find((one) => one.includes('prompt')) ?? '';
  const at = (text: string) => ({ line: 4, character: line.indexOf(text) + text.length });
  const signature = await client.request<SignatureHelp>('textDocument/signatureHelp', {
    textDocument,
    position: at("'a', "),
  });
  expect(signature.activeParameter).toBe(1);
  const [selection] = await client.request<SelectionRange[]>('textDocument/selectionRange', {
    textDocument,
    positions: [at('audi')],
  });
  expect(selection?.range.end).toEqual(at('audience'));
  const linked = await client.request<{ ranges: unknown[] }>('textDocument/linkedEditingRange', {
    textDocument,
    position: at('set n'),
  });
  expect(linked.ranges).toHaveLength(2);
  client.edit(uri, 'models:\n');
  const onEnter = { textDocument, position: { line: 1, character: 0 }, ch: '\n', options: {} };
  expect(await client.request<unknown[]>('textDocument/onTypeFormatting', onEnter)).toHaveLength(1);
  client.edit(uri, strategy);
  const params = { textDocument, range: { start: at('prompt'), end: at('prompt') } };
  const only = (...kinds: string[]) =>
    client.request<CodeAction[]>('textDocument/codeAction', { ...params, context: { diagnostics: [], only: kinds } });
  expect((await only('refactor')).map(({ title }) => title)).toEqual(['Write `prompt` as a block']);
  expect(await only('refactor.inline')).toEqual([]);
});
