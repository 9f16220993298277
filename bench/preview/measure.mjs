import { request } from 'node:http';
import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { startService } from './client.mjs';

/** How often each thing is done; what comes first is for warming up and is not counted. */
const times = { render: 60, firstToken: 60, cancel: 30, warm: 5 };

/** Key press → rendered prompt: a strategy with one letter more each time, of a document that stays as it is. */
export async function measureRender({ runner, folder, stub, text }) {
  const { connection, worked, stop } = startService(runner);
  const documents = {
    'an open document': { kind: 'text', path: join(folder, 'pages/open.md'), text },
    'the sample': { kind: 'sample', index: 3 },
    'row 15,000 of a file': { kind: 'row', path: join(folder, 'documents.jsonl'), row: 15_000 },
  };
  const found = [];
  for (const [name, document] of Object.entries(documents)) {
    const taken = [];
    let before;
    for (let time = 0; time < times.render; time++) {
      if (time === times.warm) before = worked();
      const strategy = strategyOf(folder, stub.url, `Rewrite it ${'x'.repeat(time)}`);
      const began = performance.now();
      await connection.sendRequest('wordmill/render', { strategy, document, rephrasings: [] });
      taken.push(performance.now() - began);
    }
    const cpu = before === undefined ? undefined : (worked() - before) / (times.render - times.warm);
    found.push({
      what: `key press → rendered prompt, ${name}`,
      taken: taken.slice(times.warm),
      bar: 50,
      first: taken[0],
      cpu,
    });
  }
  await stop();
  return found;
}

/** The first text of a preview, beside a bare request to the same server with the same messages. */
export async function measureFirstToken({ runner, folder, stub, text }) {
  const { connection, stop } = startService(runner);
  const document = { kind: 'text', path: join(folder, 'pages/open.md'), text };
  let body = '';
  const [bare, preview, again] = [[], [], []];
  for (let time = 0; time < times.firstToken; time++) {
    const strategy = strategyOf(folder, stub.url, `Rewrite it ${'x'.repeat(time)}`);
    const rendered = await connection.sendRequest('wordmill/render', { strategy, document, rephrasings: ['one'] });
    body = rendered.document.rephrasings[0].requests[0].body;
    bare.push(await bareFirstToken(stub.url, body));
    const params = { strategy, document, rephrasings: ['one'], environment: {}, token: `${time}` };
    preview.push(await firstText(connection, params));
    again.push(await firstText(connection, { ...params, token: `${time} again` }));
  }
  await stop();
  const overhead = preview.map((taken, index) => taken - bare[index]);
  return [
    { what: 'first token, bare HTTP request', taken: bare.slice(times.warm) },
    { what: 'first token, preview', taken: preview.slice(times.warm) },
    { what: 'first token, preview over bare', taken: overhead.slice(times.warm) },
    { what: 'first text of an answer that was given before', taken: again.slice(times.warm) },
  ];
}

/** Cancelling in the editor → the server's socket is closed. */
export async function measureCancel({ runner, folder, stub, text }) {
  const { connection, stop } = startService(runner);
  const document = { kind: 'text', path: join(folder, 'pages/open.md'), text };
  const taken = [];
  for (let time = 0; time < times.cancel; time++) {
    const strategy = strategyOf(folder, stub.url, `Rewrite it, and wait for it ${'x'.repeat(time)}`);
    const source = new CancellationTokenSource();
    const params = { strategy, document, rephrasings: ['one'], environment: {}, token: `${time}` };
    const abandoned = stub.nextAbandoned();
    let ended = Promise.resolve();
    await firstText(connection, params, source.token, (running) => {
      ended = running.catch(() => undefined);
    });
    const began = performance.now();
    source.cancel();
    taken.push((await abandoned) - began);
    await ended;
  }
  await stop();
  return [{ what: 'cancel → socket closed', taken: taken.slice(times.warm), bar: 100 }];
}

/** From the request for a preview to its first text; it goes on to its end unless somebody takes it. */
async function firstText(connection, params, token, take) {
  const began = performance.now();
  let listener;
  const first = new Promise((resolve) => {
    listener = connection.onNotification('wordmill/previewProgress', ({ token: of, text }) => {
      if (of === params.token && text !== '') resolve(performance.now() - began);
    });
  });
  const running = connection.sendRequest('wordmill/preview', params, ...(token === undefined ? [] : [token]));
  take?.(running);
  const took = await first;
  listener.dispose();
  if (take === undefined) await running;
  return took;
}

function bareFirstToken(url, body) {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/v1/chat/completions`, { method: 'POST', agent: false }, (response) => {
      let took;
      response.on('data', () => (took ??= performance.now() - began));
      response.on('end', () => resolve(took));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** A strategy as people write them: three rephrasings, one in passages, with gates and variables. */
function strategyOf(folder, url, instruction) {
  const text = `version: 1
strategy: measured
let: {long: words >= 40}
seeds: {from: documents.jsonl, id: id, keep: [long, language == "en", duplicate_lines < 0.3]}
models:
  big: {id: some/model, base_url: "${url}", sampling: {temperature: 0.7, max_tokens: 512}}
variables: {audience: [a child, a student, a practitioner]}
defaults: {model: big, keep: [not truncated, not refusal]}
rephrasings:
  one:
    prompt: |
      ${instruction} for {{ audience }}.

      {{ text }}
    keep: [tokens >= 50, ratio <= 1.5]
  questions:
    each: [audience]
    prompt: "Write questions for {{ audience }} about: {{ text }}"
    clean: [think, markdown]
  passages:
    chunk: {by: sentence, tokens: 200}
    prompt: "Summarise: {{ text }}"
output: {as: jsonl}
`;
  return { path: join(folder, 'a.strategy.yaml'), text };
}
