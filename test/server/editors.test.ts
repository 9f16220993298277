import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { serverInProcess } from '../helpers/language-server.ts';

const page = await readFile(resolve(import.meta.dirname, '../../docs/editors.md'), 'utf8');

test('the page on editors names a command that there is', () => {
  const commands = new Set([...page.matchAll(/wordmill-[\w-]*server/g)].map(([name]) => name));
  expect([...commands]).toEqual(['wordmill-language-server']);
  expect(manifest.bin).toHaveProperty('wordmill-language-server', 'dist/server.cjs');
});

test('the options that it names do what it says', async () => {
  const [, commands = '[]'] = /`"commands": (\[[^\]]+\])`/.exec(page) ?? [];
  const initializationOptions = { commands: JSON.parse(commands) as unknown, diagnostics: 'push' };
  const client = await serverInProcess({}, { textDocument: { diagnostic: {} } }, { initializationOptions });
  const uri = 'untitled:a.strategy.yaml';
  client.open(uri, 'strategy: a\nrephrasings:\n  qa: {prompt: x}\n');
  expect(await client.diagnostics(uri, 1)).not.toEqual([]);
  expect(await client.request('textDocument/codeLens', { textDocument: { uri } })).toHaveLength(2);
  client.dispose();
});

test('YAML that is no strategy is none of the server’s', async () => {
  const client = await serverInProcess();
  const textDocument = { uri: 'file:///compose.yaml' };
  client.notify('textDocument/didOpen', {
    textDocument: { ...textDocument, languageId: 'yaml', version: 1, text: 'services: {}\n' },
  });
  expect(await client.request('textDocument/documentSymbol', { textDocument })).toBeNull();
  const named = { uri: 'file:///a.strategy.yml' };
  client.notify('textDocument/didOpen', {
    textDocument: { ...named, languageId: 'yaml', version: 1, text: 'nothing: {}\n' },
  });
  expect(await client.diagnostics(named.uri, 1)).not.toEqual([]);
  expect(client.published.map(({ uri }) => uri)).toEqual([named.uri]);
  client.dispose();
});
