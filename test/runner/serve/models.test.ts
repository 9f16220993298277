import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, ErrorCodes, type MessageConnection, ResponseError } from 'vscode-jsonrpc/node';
import {
  type AskEditorModelParams,
  type AskEditorModelResult,
  methods,
  type ModelState,
  type PreviewParams,
  type PreviewResult,
} from '#protocol';
import { wordmill } from '../../helpers/command.ts';
import { event, says, startScriptedServer, stalls, streams } from '../../helpers/scripted-server.ts';
import { startService } from '../../helpers/service.ts';
import { workspace } from '../../helpers/workspace.ts';

const strategy = `version: 1
strategy: elsewhere
seeds: {from: pages}
models:
  big: {id: some/model, base_url: "http://127.0.0.1:9"}
  small: {mock: echo}
rephrasings:
  one:
    model: big
    system: Rewrite.
    prompt: "One: {{ text }}"
    prefill: "Q:"
  two:
    model: small
    prompt: "Two: {{ text }}"
output: {to: out, as: jsonl}
`;

async function opened(text = strategy) {
  const folder = await workspace({ 'a.strategy.yaml': text, 'pages/one.md': 'A page.', 'said.jsonl': '' });
  const { connection } = startService();
  const states: ModelState[] = [];
  connection.onNotification(methods.modelState, (state: ModelState) => void states.push(state));
  const params: PreviewParams = {
    strategy: { path: join(folder, 'a.strategy.yaml'), text },
    document: { kind: 'sample', index: 0 },
    rephrasings: ['one'],
    environment: {},
    token: 'one',
  };
  const preview = async (over: Partial<PreviewParams>) =>
    (await connection.sendRequest<PreviewResult>(methods.preview, { ...params, ...over })).documents[0]?.results ?? [];
  return { folder, connection, params, preview, states };
}

function onAsked(
  connection: MessageConnection,
  answer: (asked: AskEditorModelParams) => Promise<AskEditorModelResult>,
): AskEditorModelParams[] {
  const asked: AskEditorModelParams[] = [];
  connection.onRequest(methods.askEditorModel, (params: AskEditorModelParams) => {
    asked.push(params);
    return answer(params);
  });
  return asked;
}

describe('requests that go elsewhere', () => {
  it('go where they are sent for this time, one model or all of them', async () => {
    await using server = await startScriptedServer(() => says('From the server.'));
    const { preview } = await opened();
    const names = { rephrasings: ['one', 'two'] };
    const sent = await preview({ ...names, models: { big: server.url } });
    expect(sent.map(({ record }) => [record?.['model'], record?.['text']])).toEqual([
      ['some/model', 'Q:From the server.'],
      ['mock:echo', 'Two: A page.'],
    ]);
    const all = await preview({ ...names, models: { '*': 'mock:echo' } });
    expect(all.map(({ record }) => record?.['model'])).toEqual(['mock:echo', 'mock:echo']);
    expect(server.requests.length).toBe(1);
  });

  it('go to another model of the strategy, with what the prompt is sampled by staying as it is', async () => {
    await using server = await startScriptedServer(() => says('From the server.'));
    const { preview } = await opened(
      strategy.replace('"http://127.0.0.1:9"', `"${server.url}", sampling: {temperature: 0.25}`),
    );
    const [first, second] = await preview({ rephrasings: ['one', 'two'], models: { small: 'model:big' } });
    expect([first, second].map((one) => one?.record?.['model'])).toEqual(['some/model', 'some/model']);
    expect(server.requests.map(({ body }) => JSON.parse(body).temperature)).toEqual([0.25, undefined]);
    await expect(preview({ models: { big: 'model:large' } })).rejects.toThrow(
      "Requests of big were to go to the model large, but the strategy's models are: big, small.",
    );
  });

  it('say what a reject took, as of a record', async () => {
    await using server = await startScriptedServer(() => says('From the server.'));
    const { preview } = await opened(
      strategy.replace('http://127.0.0.1:9', server.url).replace('prefill: "Q:"', 'keep: [words > 99]'),
    );
    const [{ reject } = { reject: null }] = await preview({});
    expect(reject).toMatchObject({
      gate: 'words > 99',
      input_tokens: expect.any(Number),
      output_tokens: expect.any(Number),
    });
  });

  it('reach a model of the editor, once for the same request', async () => {
    const { connection, preview } = await opened();
    const asked = onAsked(connection, async ({ id }) => ({ text: ` from ${id}.` }));
    const models = { big: 'editor:copilot/gpt-x' };
    const [first] = await preview({ models });
    expect(first?.record).toMatchObject({ model: 'editor:copilot/gpt-x', text: 'Q: from copilot/gpt-x.' });
    expect(asked).toEqual([
      {
        id: 'copilot/gpt-x',
        messages: [
          { role: 'system', content: 'Rewrite.' },
          { role: 'user', content: 'One: A page.' },
          { role: 'assistant', content: 'Q:' },
        ],
      },
    ]);
    await preview({ models });
    expect(asked.length).toBe(1);
    await preview({ models, again: 1 });
    expect(asked.length).toBe(2);
  });

  it('say what the editor said where it refuses, and where it has no models', async () => {
    const { connection, preview } = await opened();
    const models = { big: 'editor:x' };
    await expect(preview({ models })).rejects.toThrow(
      'This editor gives no models of its own, so x cannot be asked; choose another model.',
    );
    onAsked(connection, () => Promise.reject(new ResponseError(ErrorCodes.InvalidRequest, 'Nobody allowed it.')));
    await expect(preview({ models })).rejects.toThrow(/message: Nobody allowed it\.$/);
    onAsked(connection, () => Promise.reject(new Error('A bug.')));
    await expect(preview({ models })).rejects.toThrow("The editor's model x gave no answer: A bug.");
  });

  it('are cancelled in the editor too', async () => {
    const { connection, params } = await opened();
    let begun = (): void => undefined;
    const asked = new Promise<void>((resolve) => (begun = resolve));
    const cancelled = new Promise<void>((resolve) => {
      connection.onRequest(methods.askEditorModel, (_params, token) => {
        token.onCancellationRequested(resolve);
        begun();
        // It may take its time.
        return new Promise(() => undefined);
      });
    });
    const source = new CancellationTokenSource();
    const preview = connection.sendRequest(methods.preview, { ...params, models: { big: 'editor:x' } }, source.token);
    await asked;
    source.cancel();
    await expect(preview).rejects.toThrow('Cancelled.');
    await cancelled;
  });

  it('do not go to an editor from the command line', async () => {
    const folder = await workspace({ 'a.strategy.yaml': strategy, 'pages/one.md': 'A page.' });
    const { code, stderr } = await wordmill(['preview', 'a.strategy.yaml', '--model', 'big=editor:x'], { cwd: folder });
    expect({ code, stderr: stderr.trim() }).toEqual({
      code: 2,
      stderr:
        '--model takes no models of an editor, and big=editor:x names one: only previews in the editor can ask them.',
    });
  });
});

describe('wordmill/modelState', () => {
  const shown = (states: readonly ModelState[]) =>
    states.map(({ model, label, state }) => `${model} ${label} ${state}`);

  it('says that a model is opened, is there, and is not there any more', async () => {
    let away = false;
    await using server = await startScriptedServer(() =>
      away ? (response) => response.destroy() : streams([event('Hello'), event('.', 'stop'), 'data: [DONE]\n\n']),
    );
    const { preview, states } = await opened(strategy.replace('http://127.0.0.1:9', server.url));
    await preview({});
    await preview({ again: 1 });
    expect(shown(states)).toEqual(['big some/model loading', 'big some/model ready']);
    away = true;
    await expect(preview({ again: 2 })).rejects.toThrow(/broke/);
    expect(shown(states).slice(2)).toEqual(['big some/model gone']);
    expect(states.at(-1)?.detail).toMatch(/^The connection to http:\S+ broke/);
    away = false;
    await preview({ again: 3 });
    expect(shown(states).slice(3)).toEqual(['big some/model ready']);
  });

  it('says that a model cannot be opened, and why', async () => {
    const { preview, states } = await opened();
    await expect(preview({ models: { big: 'gguf:missing.gguf' } })).rejects.toThrow(/missing\.gguf/);
    expect(shown(states)).toEqual(['big missing loading', 'big missing gone']);
    expect(states.at(-1)?.detail).toMatch(/^Model big: gguf names missing\.gguf/);
  });

  it('says that a model is cold again when others took its place, and closes none that is being asked', async () => {
    const held: (() => void)[] = [];
    await using server = await startScriptedServer(({ body }) =>
      body.includes('model-0')
        ? (response, request) => void held.push(() => says('Held.')(response, request))
        : says('x'),
    );
    const { connection, params, preview, states } = await opened();
    const of = (index: number, rephrasing = 'one') => ({
      rephrasings: [rephrasing],
      strategy: {
        ...params.strategy,
        text: strategy.replace('some/model', `model-${index}`).replace('http://127.0.0.1:9', server.url),
      },
    });
    const asked = server.arrival(0);
    const first = connection.sendRequest<PreviewResult>(methods.preview, { ...params, ...of(0) });
    await asked;
    for (const index of [1, 2, 3, 4, 5]) await preview(of(index));
    const cold = () => states.filter(({ state }) => state === 'cold').map(({ label }) => label);
    // Six are open at most four stay; the one that is being asked is not closed.
    await expect.poll(cold).toEqual(['model-1', 'model-2']);
    for (const release of held) release();
    expect((await first).documents[0]?.results[0]?.record).toMatchObject({ text: 'Q:Held.' });
    await preview(of(6));
    await expect.poll(cold).toEqual(['model-1', 'model-2', 'model-0']);
  });

  it('opens a model once, whatever its sampling is', async () => {
    const { params, preview, states } = await opened();
    const text = (temperature: number): string =>
      strategy.replace('{mock: echo}', `{mock: echo, sampling: {temperature: ${temperature}}}`);
    for (const temperature of [0.1, 0.2]) {
      await preview({ rephrasings: ['two'], strategy: { ...params.strategy, text: text(temperature) } });
    }
    expect(shown(states)).toEqual(['small mock:echo loading', 'small mock:echo ready']);
  });
});

it('lets go of a preview while its model is still being opened', async () => {
  await using server = await startScriptedServer(() => stalls);
  const { connection, params } = await opened();
  const source = new CancellationTokenSource();
  // Without an id the server is asked for its models, which it never says.
  const preview = connection.sendRequest(
    methods.preview,
    { ...params, rephrasings: ['two'], models: { small: server.url } },
    source.token,
  );
  await server.arrival(0);
  source.cancel();
  await expect(preview).rejects.toThrow('Cancelled.');
});
