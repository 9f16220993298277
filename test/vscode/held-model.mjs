import { createServer } from 'node:http';

/**
 * A model server on loopback that begins to answer and then waits, until it is let go: so a test can look at what is under
 * way for as long as it likes. It answers with the words of the last message.
 */
export async function startHeldModel() {
  const held = new Set();
  let free = false;
  let began = 0;
  let abandoned = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      if (!request.url?.endsWith('/chat/completions')) {
        response.writeHead(404).end('{}');
        return;
      }
      began++;
      const { messages = [], stream = false } = JSON.parse(body);
      const answer = begin(response, String(messages.at(-1)?.content ?? ''), stream);
      response.on('close', () => {
        held.delete(answer);
        if (!response.writableFinished) abandoned++;
      });
      if (free) answer.finish();
      else held.add(answer);
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    /** Requests that have arrived. */
    get began() {
      return began;
    },
    /** Requests that the client gave up. */
    get abandoned() {
      return abandoned;
    },
    /** Lets so many answers end that are waiting. */
    letGo(count) {
      for (const answer of [...held].slice(0, count)) {
        held.delete(answer);
        answer.finish();
      }
    },
    /** Lets everything go, also what is still to come. */
    free() {
      free = true;
      this.letGo(held.size);
    },
    /** Holds what is to come. */
    hold() {
      free = false;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function begin(response, text, stream) {
  const words = text.split(/(?<= )/);
  const half = Math.ceil(words.length / 2);
  const usage = { prompt_tokens: words.length, completion_tokens: words.length, total_tokens: 2 * words.length };
  const common = { id: 'held', object: 'chat.completion', created: 0, model: 'held' };
  if (!stream) {
    const message = { role: 'assistant', content: text };
    const body = JSON.stringify({ ...common, choices: [{ index: 0, message, finish_reason: 'stop' }], usage });
    return { finish: () => response.writeHead(200, { 'content-type': 'application/json' }).end(body) };
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (delta, finishReason) => {
    const choices = [{ index: 0, delta, finish_reason: finishReason }];
    response.write(`data: ${JSON.stringify({ ...common, object: 'chat.completion.chunk', choices })}\n\n`);
  };
  send({ role: 'assistant', content: words.slice(0, half).join('') }, null);
  return {
    finish() {
      send({ content: words.slice(half).join('') }, 'stop');
      response.write(`data: ${JSON.stringify({ ...common, choices: [], usage })}\n\n`);
      response.end('data: [DONE]\n\n');
    },
  };
}
