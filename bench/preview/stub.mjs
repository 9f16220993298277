import { once } from 'node:events';
import { createServer } from 'node:http';

/** A server on this machine that streams an answer at once, or begins one and never ends it where the prompt says `wait`. */
export async function startStub() {
  /** Told when a client has closed a connection before the answer was complete. */
  let abandoned = () => undefined;
  const server = createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const waits = Buffer.concat(parts).includes('wait for it');
      response.on('close', () => response.writableFinished || abandoned(performance.now()));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event('The'));
      if (waits) return;
      for (let token = 0; token < 20; token++) response.write(event(' answer'));
      response.end(`${event('.', 'stop')}data: [DONE]\n\n`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** The time of the next connection that is closed too early. */
    nextAbandoned: () => new Promise((resolve) => (abandoned = resolve)),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function event(content, finishReason = null) {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finishReason }] })}\n\n`;
}
