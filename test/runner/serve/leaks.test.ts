import { getEventListeners } from 'node:events';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import {
  CancellationTokenSource,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { methods, type ModelState, type PreviewResult } from '#protocol';
import { createAnswers } from '../../../runner/serve/answers.ts';
import { createModelStates } from '../../../runner/serve/model-states.ts';
import { createRephraserPool } from '../../../runner/serve/pool.ts';
import { serve } from '../../../runner/serve.ts';
import { event, startScriptedServer, streams } from '../../helpers/scripted-server.ts';
import { mockStrategy } from '../../helpers/strategy.ts';
import { workspace } from '../../helpers/workspace.ts';
import { machine } from '../models/helpers.ts';

it('leaves nothing behind after fifty previews in a row, every fifth of them cancelled', async () => {
  await using server = await startScriptedServer(({ index }) =>
    index % 5 === 4
      ? (response) => {
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          response.write(event('Never done'));
        }
      : streams([event('Done'), event('.', 'stop'), 'data: [DONE]\n\n']),
  );
  const folder = await workspace({ 'pages/one.md': `A page. ${'word '.repeat(20_000)}` });
  const signals: AbortSignal[] = [];
  const [toService, fromService] = [new PassThrough(), new PassThrough()];
  const served = serve({
    input: toService,
    output: fromService,
    context: {
      languageIdentifier: () => Promise.reject(new Error('Nobody asks for languages.')),
      rephraserOptions: ({ strategyFolder, signal, onNotice }) => {
        signals.push(signal);
        return {
          strategyFolder,
          signal,
          onNotice,
          environment: () => undefined,
          cacheFolder: folder,
          runnerScript: '',
        };
      },
    },
  });
  const connection = createMessageConnection(new StreamMessageReader(fromService), new StreamMessageWriter(toService));
  connection.listen();
  const strategy = (index: number): string => `version: 1
strategy: leaks
seed: ${index}
seeds: {from: pages}
models: {big: {id: some/model, base_url: "${server.url}"}}
rephrasings:
  one: {model: big, prompt: "{{ text }}", window: {take: first, words: 5}}
output: {as: jsonl}
`;
  const previewed = async (index: number): Promise<void> => {
    const params = {
      strategy: { path: join(folder, 'a.strategy.yaml'), text: strategy(index) },
      document: { kind: 'sample', index: 0 },
      rephrasings: [],
      environment: {},
      token: `${index}`,
    };
    const source = new CancellationTokenSource();
    const preview = connection.sendRequest<PreviewResult>(methods.preview, params, source.token);
    if (index % 5 === 4) {
      preview.catch(() => undefined);
      const request = await server.arrival(index);
      source.cancel();
      await request.abandoned;
      await expect(preview).rejects.toThrow('Cancelled.');
    } else {
      const { documents } = await preview;
      expect(documents[0]?.results[0]?.record).toMatchObject({ text: 'Done.' });
    }
    source.dispose();
  };

  for (let index = 0; index < 10; index++) await previewed(index);
  const [handles, heap] = [openHandles(), heapBytes()];
  for (let index = 10; index < 60; index++) await previewed(index);
  expect(new Set(signals).size).toBe(1);
  expect(getEventListeners(signals[0] ?? new AbortController().signal, 'abort').length).toBeLessThanOrEqual(1);
  expect(openHandles()).toBeLessThanOrEqual(handles + 1);
  // A page of 100 KB each would make 5 MB and more of what is kept.
  const grown = heapBytes() - heap;
  expect(grown).toBeLessThan(4_000_000);

  connection.end();
  toService.end();
  await served;
  connection.dispose();
});

/** Sockets, timers and pipes that keep a process alive. */
function openHandles(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap' || kind === 'Timeout').length;
}

/** What is really held. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  // The flag gives every new context the collector.
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

it('keeps four models open, however many strategies were previewed', async () => {
  const strategy = mockStrategy('  a: {model: parrot, prompt: "{{ text }}"}');
  const states: ModelState[] = [];
  const pool = createRephraserPool({
    most: 4,
    states: createModelStates((state) => void states.push(state)),
    answers: createAnswers(),
    askEditor: () => Promise.reject(new Error('There is no editor.')),
  });
  const options = machine();
  for (let index = 0; index < 50; index++) {
    const overrides = new Map([['parrot', `editor:${index}`]]);
    const rephrasers = pool.of(strategy, { overrides, options, remember: true });
    expect((await rephrasers.get('parrot')).label).toBe(`editor:${index}`);
    await rephrasers.dispose();
    expect(pool.size).toBeLessThanOrEqual(4);
  }
  await pool.dispose();
  expect(pool.size).toBe(0);
  const count = (state: string): number => states.filter((one) => one.state === state).length;
  expect([count('loading'), count('ready'), count('cold')]).toEqual([50, 50, 50]);
});
