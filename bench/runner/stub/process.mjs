import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Does something with the stub in a process of its own, so that its work is not taken for that of the client.
 *
 * @param {import('./server.mjs').StubOptions} options
 */
export async function withStub(options, action) {
  const stub = await forkStub(options);
  try {
    return await action(stub);
  } finally {
    await stub.stop();
  }
}

async function forkStub(options) {
  const child = fork(join(import.meta.dirname, 'main.mjs'));
  child.send(options);
  const [{ url }] = await once(child, 'message');
  return {
    url,
    async stats() {
      child.send('stats');
      const [stats] = await once(child, 'message');
      return stats;
    },
    release: () => void child.send('release'),
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
