import { expect, it } from 'vitest';
import type { HttpModel } from '#language';
import { countedByServer } from '../../../../runner/models/http/tokenize.ts';
import { closeConnection, openConnection } from '../../../../runner/models/http/connection.ts';
import {
  type ReceivedRequest,
  replies,
  type ScriptedReply,
  startScriptedServer,
} from '../../../helpers/scripted-server.ts';

const messages = [{ role: 'user', content: 'Count this.' }] as const;

async function counted(script: (request: ReceivedRequest) => ScriptedReply, path = '/v1') {
  await using server = await startScriptedServer(script);
  const model: HttpModel = {
    kind: 'http',
    id: 'm',
    baseUrls: [`${server.url}${path}`],
    apiKey: null,
    serve: null,
    sampling: {},
    limits: { concurrency: 'auto', requestsPerMinute: null, tokensPerMinute: null, timeout: 10 },
    context: null,
    parameters: null,
    price: null,
  };
  const connection = openConnection(model, { environment: () => undefined });
  try {
    const signal = new AbortController().signal;
    const count = await countedByServer(connection, connection.servers[0], 'm', messages, signal);
    return {
      count,
      asked: server.requests.map(({ path: of, body }) => ({ path: of, body: JSON.parse(body) as unknown })),
    };
  } finally {
    closeConnection(connection);
  }
}

it('takes messages to vLLM, beside the version of the chat interface', async () => {
  expect(await counted(() => replies(200, { count: 17, max_model_len: 4096, tokens: [] }), '/models/v1')).toEqual({
    count: 17,
    asked: [{ path: '/models/tokenize', body: { model: 'm', messages, add_generation_prompt: true } }],
  });
});

it('lets llama-server put them into its template first', async () => {
  const { count, asked } = await counted(({ path, body }) => {
    if (path === '/apply-template') return replies(200, { prompt: '<user>Count this.' });
    return replies(200, { tokens: body.includes('content":"<user>') ? [1, 2, 3, 4] : [] });
  });
  expect(count).toBe(4);
  expect(asked.map(({ path }) => path)).toEqual(['/tokenize', '/apply-template', '/tokenize']);
});

it('is null where a server has no such interface', async () => {
  expect((await counted(() => replies(404, {}))).count).toBeNull();
  expect((await counted(() => replies(200, 'a page'))).count).toBeNull();
  expect((await counted(() => replies(200, { tokens: [] }))).count).toBeNull();
});
