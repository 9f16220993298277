import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type ChosenDocument,
  methods,
  type PreviewResult,
  type RenderedDocument,
  type RenderedRephrasing,
  type RenderParams,
  type RenderResult,
} from '#protocol';
import { startScriptedServer, says } from '../../helpers/scripted-server.ts';
import { startService } from '../../helpers/service.ts';
import { workspace } from '../../helpers/workspace.ts';

const strategy = (url: string): string => `version: 1
strategy: shown
let: {short: words < 50}
seeds: {from: pages, keep: [words >= 3, language == "en", short, 'doc.kind | default("page") == "page"']}
models:
  big: {id: some/model, base_url: "${url}?key=\${QUERY_KEY}", api_key: "\${BIG_KEY}", sampling: {temperature: 0.5}}
  small: {gguf: smollm2-135m}
variables: {audience: [a child, a student]}
defaults: {model: big}
rephrasings:
  whole:
    system: Rewrite faithfully.
    each: [audience]
    prompt: "For {{ audience }}: {{ text }}"
  lines:
    when: words > 6
    chunk: {by: line, tokens: 13}
    prompt: "Line: {{ text }}"
  two:
    steps:
      - {name: plan, model: small, prompt: "Plan: {{ text }}"}
      - {name: write, prompt: "Write: {{ plan }} {{ text }}"}
  never:
    when: words > 900
    prompt: "{{ text }}"
  broken:
    prompt: "{{ doc.topic }} {{ text }}"
output: {to: out, as: jsonl}
`;

const page = 'The tide rose in the harbour.\nBoats came home, and the nets were dried in the sun.\n';

async function rendered(text: string, document: ChosenDocument, over: Partial<RenderParams> = {}) {
  const folder = await workspace({ 'pages/one.md': page });
  const { connection } = startService({ BIG_KEY: 'very-secret', QUERY_KEY: 'also-secret' });
  const params: RenderParams = {
    strategy: { path: join(folder, 'a.strategy.yaml'), text },
    document: document.kind === 'text' ? { ...document, path: join(folder, document.path) } : document,
    rephrasings: [],
    ...over,
  };
  const answer = await connection.sendRequest<RenderResult>(methods.render, params);
  return { document: answer.document, connection, params };
}

function only(document: RenderedDocument | null, name: string): RenderedRephrasing {
  const found = document?.rephrasings.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is ${name}.`);
  return found;
}

describe('wordmill/render', () => {
  it('says all that a strategy makes of a document, without asking a model', async () => {
    const { document } = await rendered(strategy('http://127.0.0.1:9/v1'), {
      kind: 'text',
      path: 'pages/one.md',
      text: page,
    });
    expect(document).toMatchObject({
      id: 'pages/one.md',
      text: page,
      keep: [
        { expression: 'words >= 3', line: 4, holds: true, value: 17 },
        { expression: 'language == "en"', holds: true, value: 'en' },
        { expression: 'short', holds: true, value: true },
        // What it came upon is not there, and that is no failure.
        { expression: 'doc.kind | default("page") == "page"', holds: true, value: true },
      ],
    });
    expect(document?.rephrasings.map(({ name, line }) => [name, line])).toEqual([
      ['whole', 11],
      ['lines', 15],
      ['two', 19],
      ['never', 23],
      ['broken', 26],
    ]);
    const whole = only(document, 'whole');
    expect(whole.when).toBeNull();
    expect(whole.passages).toEqual([{ start: 0, end: page.length, tokens: expect.any(Number) }]);
    expect(whole.requests.map(({ variables }) => variables)).toEqual([
      { audience: 'a child' },
      { audience: 'a student' },
    ]);
    expect(whole.requests[0]).toMatchObject({
      step: null,
      chunk: null,
      model: 'big',
      url: 'http://127.0.0.1:9/v1/chat/completions',
      messages: [
        { role: 'system', content: 'Rewrite faithfully.' },
        { role: 'user', content: `For a child: ${page}` },
      ],
    });
    expect(whole.requests[0]?.curl).toContain('-H "authorization: Bearer $BIG_KEY"');
    expect(JSON.stringify(document)).not.toContain('secret');

    const lines = only(document, 'lines');
    expect(lines.when).toMatchObject({ expression: 'words > 6', holds: true, value: 17 });
    expect(lines.passages.map(({ start, end }) => page.slice(start, end))).toEqual(page.trim().split('\n'));
    expect(lines.requests.map(({ chunk }) => chunk)).toEqual([0, 1]);

    const two = only(document, 'two');
    expect(two.requests).toMatchObject([{ step: 'plan', model: 'small', url: null, curl: null }]);
    expect(JSON.parse(two.requests[0]?.body ?? '')).toMatchObject({
      messages: [{ role: 'user', content: `Plan: ${page}` }],
      sampling: {},
      seed: expect.any(Number),
    });
    expect(only(document, 'never')).toMatchObject({ when: { holds: false, value: 17 }, passages: [], requests: [] });
    expect(only(document, 'broken').requests).toMatchObject([
      { failed: expect.stringContaining('prompt of broken cannot be rendered'), messages: [], url: null },
    ]);
  });

  it('asks every condition of a document that is skipped, and has no requests for it', async () => {
    const { document } = await rendered(
      strategy('http://127.0.0.1:9/v1'),
      { kind: 'text', path: 'pages/one.md', text: 'Zu kurz' },
      { rephrasings: ['whole'] },
    );
    expect(document?.keep.map(({ holds, value }) => [holds, value])).toEqual([
      [false, 2],
      [expect.any(Boolean), expect.any(String)],
      [true, true],
      [true, true],
    ]);
    expect(document?.rephrasings).toMatchObject([{ name: 'whole', passages: [], requests: [] }]);
  });

  it('has the very requests that a preview sends', async () => {
    await using server = await startScriptedServer(() => says('An answer.'));
    const text = strategy(server.url).replace('\n  broken:\n    prompt: "{{ doc.topic }} {{ text }}"', '');
    const names = ['whole', 'lines'];
    const { document, connection, params } = await rendered(text, { kind: 'sample', index: 0 }, { rephrasings: names });
    expect(server.requests).toEqual([]);
    const preview = { ...params, environment: {}, token: 'one' };
    await connection.sendRequest<PreviewResult>(methods.preview, preview);
    const bodies = document?.rephrasings.flatMap(({ requests }) => requests.map(({ body }) => body)) ?? [];
    // A preview wants the text as it comes, which a run does not.
    const sent = server.requests.map(({ body }) => body.replace(/,"stream":true,"stream_options":\{[^}]*\}/, ''));
    expect(sent.toSorted()).toEqual(bodies.toSorted());
    expect(server.requests[0]?.headers.authorization).toBe('Bearer very-secret');
  });

  it('shows requests as they go elsewhere, and says that a sample has no such document', async () => {
    const document = { kind: 'sample', index: 0 } as const;
    const {
      document: found,
      connection,
      params,
    } = await rendered(strategy('http://127.0.0.1:9/v1'), document, {
      rephrasings: ['whole', 'two'],
      models: { big: 'editor:copilot', small: 'http://127.0.0.1:10' },
    });
    expect(only(found, 'whole').requests[0]).toMatchObject({ url: null, curl: null });
    expect(Object.keys(JSON.parse(only(found, 'whole').requests[0]?.body ?? '') as object)).toEqual(['messages']);
    expect(only(found, 'two').requests[0]).toMatchObject({ url: 'http://127.0.0.1:10/v1/chat/completions' });
    expect(await connection.sendRequest(methods.render, { ...params, document: { kind: 'sample', index: 1 } })).toEqual(
      { document: null },
    );
    await expect(connection.sendRequest(methods.render, { ...params, models: { large: 'mock:echo' } })).rejects.toThrow(
      /the model large, but the strategy's models are: big, small\./,
    );
    await expect(connection.sendRequest(methods.render, { ...params, models: { big: 'nowhere' } })).rejects.toThrow(
      /cannot go to "nowhere"/,
    );
  });
});
