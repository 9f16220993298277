import { createServer } from 'node:http';

/** A model on loopback that takes its time, so that there is something to interrupt. @param {number} delayMs of every answer */
export async function startSlowModel(delayMs) {
  let requests = 0;
  const answer = JSON.stringify({
    choices: [{ index: 0, message: { role: 'assistant', content: 'A slow answer.' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 },
  });
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      requests++;
      setTimeout(() => response.setHeader('content-type', 'application/json').end(answer), delayMs);
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    get requests() {
      return requests;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
