import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CancellationTokenSource, type MessageConnection } from 'vscode-jsonrpc/node';
import {
  type DescribeResult,
  methods,
  type PreviewParams,
  type PreviewProgress,
  type PreviewResult,
  type TestConnectionResult,
} from '#protocol';
import { wordmill } from '../helpers/command.ts';
import { startService } from '../helpers/service.ts';
import { workspace } from '../helpers/workspace.ts';

const strategy = `version: 1
strategy: served
seeds: {from: pages, keep: [words >= 2]}
models:
  parrot: {mock: echo}
defaults: {model: parrot}
rephrasings:
  again:
    about: Says it again.
    style: copy
    prompt: "Again: {{ text }}"
  short:
    style: copy
    prompt: "{{ text }}"
    keep: [words < 2]
output: {to: out, as: jsonl}
`;

const serve = (): MessageConnection => startService().connection;

function previewOf(path: string, over: Partial<PreviewParams>): PreviewParams {
  return {
    strategy: { path, text: strategy },
    document: { kind: 'sample', index: 0 },
    rephrasings: [],
    environment: {},
    token: 'one',
    ...over,
  };
}

describe('wordmill serve', () => {
  it('describes the strategy as it stands in the buffer', async () => {
    const folder = await workspace({ 'a.strategy.yaml': 'old', 'pages/one.md': 'One page.' });
    const path = join(folder, 'a.strategy.yaml');
    const connection = serve();
    const described = await connection.sendRequest<DescribeResult>(methods.describe, {
      strategy: { path, text: strategy },
    });
    expect(described).toEqual({
      errors: [],
      notRunnable: null,
      name: 'served',
      rephrasings: [
        { name: 'again', about: 'Says it again.', models: ['parrot'], line: 8 },
        { name: 'short', about: null, models: ['parrot'], line: 12 },
      ],
      models: [{ name: 'parrot', kind: 'mock', label: 'mock: echo', environment: [], price: null }],
      tests: [],
      uses: [],
      output: join(folder, 'out'),
    });
    const broken = { path, text: strategy.replace('mock: echo', 'mok: echo') };
    const { errors } = await connection.sendRequest<DescribeResult>(methods.describe, { strategy: broken });
    expect(errors[0]).toMatchObject({ line: 5 });
  });

  it('takes used files from the disk, and those with unsaved changes as they are', async () => {
    const models = 'version: 1\nmodels:\n  parrot: {mock: echo}\n';
    const using = strategy.replace('models:\n  parrot: {mock: echo}', 'use: shared/models.strategy.yaml');
    const folder = await workspace({ 'shared/models.strategy.yaml': models, 'pages/one.md': 'One page.' });
    const path = join(folder, 'a.strategy.yaml');
    const shared = join(folder, 'shared/models.strategy.yaml');
    const connection = serve();
    const describe = (text: string, used?: string): Promise<DescribeResult> =>
      connection.sendRequest<DescribeResult>(methods.describe, {
        strategy: { path, text, ...(used === undefined ? {} : { used: [{ path: shared, text: used }] }) },
      });
    expect(await describe(using)).toMatchObject({ errors: [], models: [{ name: 'parrot' }], uses: [shared] });
    const parrots = models.replace('parrot', 'parrots');
    expect((await describe(using, parrots)).errors[0]?.message).toContain('did you mean `parrots`');
    expect((await describe(using.replace('model: parrot', 'model: parrots'), parrots)).models).toMatchObject([
      { name: 'parrots' },
    ]);
    const { documents } = await connection.sendRequest<PreviewResult>(
      methods.preview,
      previewOf(path, { strategy: { path, text: using } }),
    );
    expect(documents[0]?.results[0]?.record).toMatchObject({ text: 'Again: One page.' });
  });

  it('says of a file that only holds names that it cannot run', async () => {
    const folder = await workspace({ 'a.strategy.yaml': '' });
    const held = { path: join(folder, 'a.strategy.yaml'), text: 'version: 1\nmodels: {parrot: {mock: echo}}\n' };
    const connection = serve();
    const said = 'a.strategy.yaml only holds names for other strategies; run one that uses it.';
    expect(await connection.sendRequest<DescribeResult>(methods.describe, { strategy: held })).toMatchObject({
      errors: [],
      notRunnable: said,
    });
    await expect(connection.sendRequest(methods.preview, previewOf(held.path, { strategy: held }))).rejects.toThrow(
      said,
    );
  });

  it('previews the open document with its unsaved text, and streams what comes', async () => {
    const folder = await workspace({ 'a.strategy.yaml': strategy, 'pages/one.md': 'On disk.' });
    const path = join(folder, 'a.strategy.yaml');
    const connection = serve();
    const progress: PreviewProgress[] = [];
    connection.onNotification(methods.previewProgress, (message: PreviewProgress) => void progress.push(message));
    const document = { kind: 'text', path: join(folder, 'pages/one.md'), text: 'In the buffer {{ here }}.' } as const;
    const { documents } = await connection.sendRequest<PreviewResult>(methods.preview, previewOf(path, { document }));
    const [again, short] = documents[0]?.results ?? [];
    expect(again?.messages).toEqual([{ role: 'user', content: 'Again: In the buffer {{ here }}.' }]);
    expect(again?.record).toMatchObject({ text: 'Again: In the buffer {{ here }}.', source_file: 'pages/one.md' });
    expect(short?.reject).toMatchObject({ reason: 'gate', gate: 'words < 2', line: 15 });
    const streamed = progress.filter(({ rephrasing, state }) => rephrasing === 'again' && state === null);
    expect(streamed.map(({ text }) => text).join('')).toBe('Again: In the buffer {{ here }}.');
    expect(streamed.length).toBeGreaterThan(1);
    expect(progress.every(({ token }) => token === 'one')).toBe(true);
  });

  it('gives the very record that the run writes', async () => {
    const folder = await workspace({
      'a.strategy.yaml': strategy,
      'pages/one.md': 'One page.',
      'pages/two.txt': 'Two pages.',
    });
    const path = join(folder, 'a.strategy.yaml');
    expect((await wordmill(['run', path])).code).toBe(0);
    const part = await readFile(join(folder, 'out', 'data', 'part-0000-000000.jsonl'), 'utf8');
    const written = part
      .trim()
      .split('\n')
      .map((line) => ({ ...(JSON.parse(line) as object), created: '' }));
    const connection = serve();
    const document = { kind: 'text', path: join(folder, 'pages/one.md'), text: 'One page.' } as const;
    const { documents } = await connection.sendRequest<PreviewResult>(
      methods.preview,
      previewOf(path, { document, rephrasings: ['again'] }),
    );
    const record = { ...documents[0]?.results[0]?.record, created: '' };
    expect(JSON.stringify(record)).toBe(JSON.stringify(written[0]));
  });

  it('goes through the sample in the same order every time', async () => {
    const pages = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [`pages/${index}.md`, `Page number ${index}.`]),
    );
    const folder = await workspace({ 'a.strategy.yaml': strategy, ...pages });
    const path = join(folder, 'a.strategy.yaml');
    const connection = serve();
    const ids = async (): Promise<readonly (string | undefined)[]> => {
      const seen = [];
      for (let index = 0; index < 7; index++) {
        const document = { kind: 'sample', index } as const;
        seen.push(
          await connection.sendRequest<PreviewResult>(
            methods.preview,
            previewOf(path, { document, rephrasings: ['again'] }),
          ),
        );
      }
      return seen.map(({ documents }) => documents[0]?.id);
    };
    const first = await ids();
    expect(new Set(first.slice(0, 6)).size).toBe(6);
    expect(first[6]).toBeUndefined();
    expect(await ids()).toEqual(first);
  });

  it('answers a strategy with errors with the first of them', async () => {
    const folder = await workspace({ 'a.strategy.yaml': strategy, 'pages/one.md': 'One page.' });
    const connection = serve();
    const params = previewOf(join(folder, 'a.strategy.yaml'), {});
    const broken = {
      ...params,
      strategy: { ...params.strategy, text: strategy.replace('model: parrot', 'model: parrto') },
    };
    await expect(connection.sendRequest(methods.preview, broken)).rejects.toThrow(/line 6.*parrto/);
  });

  it('says that no server answers', async () => {
    const folder = await workspace({ 'pages/one.md': 'One page.' });
    const connection = serve();
    const params = previewOf(join(folder, 'a.strategy.yaml'), {});
    const dead = strategy.replace('{mock: echo}', '{id: some/model, base_url: "http://127.0.0.1:9"}');
    await expect(
      connection.sendRequest(methods.preview, { ...params, strategy: { ...params.strategy, text: dead } }),
    ).rejects.toThrow(/127\.0\.0\.1:9/);
    const { models } = await connection.sendRequest<TestConnectionResult>(methods.testConnection, {
      strategy: { path: params.strategy.path, text: dead },
      environment: {},
    });
    expect(models[0]).toMatchObject({ model: 'parrot', ok: false, status: null });
  });

  it('closes the socket when a preview is cancelled', async () => {
    const folder = await workspace({ 'pages/one.md': 'One page.' });
    let asked = (): void => undefined;
    let closed = (): void => undefined;
    const request = new Promise<void>((done) => (asked = done));
    const gone = new Promise<void>((done) => (closed = done));
    const server = createServer((message, response) => {
      message.resume();
      response.once('close', closed);
      message.once('end', asked);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const connection = serve();
    const params = previewOf(join(folder, 'a.strategy.yaml'), {});
    const text = strategy.replace('{mock: echo}', `{id: some/model, base_url: "http://127.0.0.1:${port}"}`);
    const cancel = new CancellationTokenSource();
    const answer = connection.sendRequest(
      methods.preview,
      { ...params, strategy: { ...params.strategy, text } },
      cancel.token,
    );
    await request;
    cancel.cancel();
    await gone;
    await expect(answer).rejects.toThrow();
  });
});
