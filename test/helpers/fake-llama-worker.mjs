// Stands in for the child process that holds an embedded model. The last message says what it does with a request:
//   echo TEXT  answers TEXT, in two pieces where it is streamed      process  answers with its process number
//   stuck      says its number, and ends only when it is aborted     deaf     never answers, not even to an abort
//   fail       reports that the piece cannot be answered             crash    writes to stderr and is killed
// The name of the weights says how loading goes: `broken.gguf` cannot be loaded, `deadly.gguf` kills the process, `large.gguf`
// says how far it is, and `single.gguf` has room for one process, by a file beside it.
import { openSync } from 'node:fs';

const send = (message) => process.send(message);
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => undefined);
process.on('SIGINT', () => undefined);

process.on('message', (message) => {
  if (message.kind === 'load') load(message.load);
  else if (message.kind === 'abort') {
    if (stuck.delete(message.id)) send({ kind: 'aborted', id: message.id });
  } else rephrase(message);
});

const stuck = new Set();

function load({ weights }) {
  if (weights.endsWith('deadly.gguf')) process.kill(process.pid, 'SIGKILL');
  if (weights.endsWith('broken.gguf')) return send({ kind: 'not-loaded', message: 'Failed to load model' });
  if (weights.endsWith('single.gguf')) {
    try {
      openSync(`${weights}.taken`, 'wx');
    } catch {
      return send({ kind: 'not-loaded', message: 'Insufficient memory' });
    }
  }
  if (weights.endsWith('large.gguf')) for (const share of [0.004, 0.5, 0.999]) send({ kind: 'loading', share });
  return send({ kind: 'ready' });
}

function rephrase({ id, request, stream }) {
  const [command, ...words] = request.messages.at(-1).content.split(' ');
  const answer = (text) =>
    send({ kind: 'answer', id, answer: { text, finishReason: 'stop', inputTokens: 1, outputTokens: 2 } });
  const text = words.join(' ');
  switch (command) {
    case 'echo':
      if (stream) {
        send({ kind: 'text', id, text: text.slice(0, 1) });
        send({ kind: 'text', id, text: text.slice(1) });
      }
      return answer(text);
    case 'process':
      return answer(String(process.pid));
    case 'stuck':
      stuck.add(id);
      return send({ kind: 'text', id, text: String(process.pid) });
    case 'fail':
      return send({ kind: 'failure', id, failure: 'piece', message: 'The prompt has 9 tokens too many.' });
    case 'crash':
      process.stderr.write('GGML_ASSERT(ctx) failed\n', () => process.kill(process.pid, 'SIGKILL'));
  }
}
