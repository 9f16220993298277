import { startStub } from './server.mjs';

// The stub in a process of its own, started by `process.mjs`: options come as the first message, questions as the others.
process.once('message', async (options) => {
  const stub = await startStub(options);
  process.on('message', (question) => {
    if (question === 'release') stub.release();
    else process.send({ ...stub.stats(), busy: stub.busy() });
  });
  process.send({ url: stub.url });
});
process.on('disconnect', () => process.exit(0));
