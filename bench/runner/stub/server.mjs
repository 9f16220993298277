import { answerOf, models, numberIn } from './answers.mjs';
import { createFaults } from './faults.mjs';
import { createHttp } from './http.mjs';
import { createLatency } from './latency.mjs';

/**
 * @typedef {object} StubOptions
 * @property {import('./latency.mjs').Latency} latency
 * @property {readonly import('./faults.mjs').Fault[]} [faults]
 * @property {number} [seed]
 * @property {{ atMs: number, ms: number }} [stall] nothing is answered for a while, from that time behind the first request
 * @property {{ atMs: number, ms: number }} [restart] the server is gone for a while
 * @property {number} [holdAt] from that request on nothing is answered, until `release`
 * @property {number} [keepAliveMs] idle connections are closed after that time
 */

/** A model server that answers at once, for measuring its clients. @param {StubOptions} options */
export async function startStub(options) {
  const { faults = [], seed = 1 } = options;
  let latency = createLatency(options.latency);
  const drawn = createFaults(faults, seed);
  const sockets = new Set();
  const asked = new Map();
  const stats = {
    requests: 0,
    answered: 0,
    faults: 0,
    connections: 0,
    inFlight: 0,
    peak: 0,
    firstMs: null,
    newMs: null,
  };
  let stalledUntilMs = 0;
  let held = false;
  let port = 0;

  const http = createHttp((request) => {
    const { method, path } = request;
    if (method === 'POST' && /^\/v1\/(?:chat\/)?completions/.test(path)) return complete(request);
    if (path.startsWith('/v1/models')) return request.reply(200, models);
    if (path === '/health') return request.reply(200, '{}');
    if (path === '/metrics') return request.reply(200, metrics());
    if (path === '/stats') return request.reply(200, JSON.stringify(statsNow()));
    if (path === '/tokenize') return request.reply(200, '{"count":900,"max_model_len":8192}');
    return request.reply(404, '{"error":{"message":"no such path"}}');
  });
  http.on('connection', (socket) => {
    stats.connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    if (options.keepAliveMs !== undefined) socket.setTimeout(options.keepAliveMs, () => socket.destroy());
  });

  function complete(request) {
    const number = numberIn(request.body);
    note(number);
    const fault = drawn.of(number);
    const gone = () => request.socket.destroyed;
    let counted = true;
    const leave = () => {
      if (counted) stats.inFlight--;
      counted = false;
    };
    request.socket.once('close', leave);
    latency.take(
      number,
      () => !gone(),
      (tokens) => {
        const answer = () => {
          request.socket.off('close', leave);
          leave();
          if (gone()) return;
          if (fault === null) {
            stats.answered++;
            return request.reply(200, answerOf(number, tokens));
          }
          stats.faults++;
          fault(request, number);
        };
        if (held) return;
        const stallMs = stalledUntilMs - performance.now();
        if (stallMs > 0) setTimeout(answer, stallMs);
        else answer();
      },
    );
  }

  function note(number) {
    stats.requests++;
    stats.peak = Math.max(stats.peak, ++stats.inFlight);
    const now = performance.now();
    if (stats.firstMs === null) begin(now);
    if (!asked.has(number)) stats.newMs = now;
    asked.set(number, (asked.get(number) ?? 0) + 1);
    if (stats.requests === options.holdAt) held = true;
  }

  function begin(now) {
    stats.firstMs = now;
    const { stall, restart } = options;
    if (stall) setTimeout(() => (stalledUntilMs = performance.now() + stall.ms), stall.atMs);
    if (restart) setTimeout(() => void goAway(restart.ms), restart.atMs);
  }

  /** As a server that is killed and started again: all connections break, and new ones are refused. */
  async function goAway(ms) {
    http.close();
    for (const socket of sockets) socket.resetAndDestroy();
    latency = createLatency(options.latency);
    await new Promise((resolve) => setTimeout(resolve, ms));
    await listen(port);
  }

  const metrics = () =>
    `# TYPE vllm:num_requests_running gauge\nvllm:num_requests_running{model_name="mock"} ${latency.running}.0\n# TYPE vllm:num_requests_waiting gauge\nvllm:num_requests_waiting{model_name="mock"} ${latency.waiting}.0\n`;

  function statsNow() {
    const { user, system } = process.cpuUsage();
    return { ...stats, distinct: asked.size, nowMs: performance.now(), cpuMs: (user + system) / 1000 };
  }

  const listen = (at) =>
    new Promise((resolve, reject) => {
      http.once('error', reject);
      http.listen({ port: at, host: '127.0.0.1', backlog: 16_384 }, () => {
        http.off('error', reject);
        resolve();
      });
    });

  await listen(0);
  port = http.address().port;
  return {
    url: `http://127.0.0.1:${port}`,
    stats: statsNow,
    /** How many requests were running, in every tenth of a second since the first. */
    busy: () => latency.busy(),
    release: () => (held = false),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
