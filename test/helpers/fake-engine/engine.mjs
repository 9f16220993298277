/**
 * Stands for an inference server, by whatever name it is started. It writes a line of how it was started to FAKE_ENGINE_LOG and
 * does what FAKE_ENGINE says: `answers`, `exits` (at once), `silent` (listens and never answers), `dies-after:N`,
 * `hangs-after:N` (requests of the first start; it answers when it is started again), `no-module`.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { spawn } from 'node:child_process';

const [mode = 'answers', number] = (process.env.FAKE_ENGINE ?? 'answers').split(':');
const args = process.argv.slice(2);
const port = Number(args[args.indexOf('--port') + 1]);
const log = process.env.FAKE_ENGINE_LOG;
const starts = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').length : 0;
const first = starts === 0;

if (mode === 'no-module') {
  console.error(
    "/usr/bin/python3: Error while finding module specification for 'x' (ModuleNotFoundError: No module named 'sglang')",
  );
  process.exit(1);
}
// Engines have children that hold the GPU; they must not outlive it.
const child = spawn('sleep', ['600'], { stdio: 'ignore' });
appendFileSync(
  log,
  `${JSON.stringify({ name: process.env.FAKE_ENGINE_NAME, args, port, devices: process.env.CUDA_VISIBLE_DEVICES, pid: process.pid, child: child.pid })}\n`,
);
if (mode === 'exits') {
  console.error('torch.OutOfMemoryError: CUDA out of memory.');
  process.exit(1);
}

let requests = 0;
createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    if (mode === 'silent') return;
    const over = first && request.method === 'POST' && ++requests > Number(number ?? Infinity);
    if (mode === 'dies-after' && over) process.exit(137);
    if (mode === 'hangs-after' && over) return;
    response.setHeader('content-type', 'application/json');
    if (request.url === '/v1/models') return response.end('{"data":[{"id":"m"}]}');
    response.end(
      '{"choices":[{"index":0,"message":{"role":"assistant","content":"Served answer."},"finish_reason":"stop"}]}',
    );
  });
}).listen(port, '127.0.0.1');
