import { lognormal } from './draw.mjs';

/**
 * How long answers take.
 *
 * - `fixed`: `ms` each.
 * - `lognormal`: `ms` in the median, with the long tail of lengths that language models have.
 * - `gpu`: `slots` requests run at a time, each at the speed at which its tokens take `ms` in the median; the others wait
 *   in a queue, as in vLLM. What slots stand idle is known at every moment.
 *
 * @typedef {{ kind: 'fixed' | 'lognormal', ms: number } | { kind: 'gpu', ms: number, slots: number }} Latency
 */

const medianTokens = 450;
const bucketMs = 100;

/** @param {Latency} latency */
export function createLatency(latency) {
  const factorOf = latency.kind === 'fixed' ? () => 1 : (number) => Math.min(6, lognormal(number, 0.6));
  const slots = latency.kind === 'gpu' ? latency.slots : Number.POSITIVE_INFINITY;
  const queue = [];
  const busy = createBusy();
  let running = 0;

  function start({ number, done, alive }) {
    busy.change(++running);
    // Timers of the same length share a list, so lengths are rounded.
    const ms = Math.round((latency.ms * factorOf(number)) / 5) * 5;
    setTimeout(() => {
      busy.change(--running);
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        if (!next.alive()) continue;
        start(next);
        break;
      }
      if (alive()) done(Math.round(medianTokens * factorOf(number)));
    }, ms);
  }

  return {
    /** Calls `done` with the number of tokens when the request is answered. */
    take(number, alive, done) {
      const request = { number, done, alive };
      if (running < slots) start(request);
      else queue.push(request);
    },
    get running() {
      return running;
    },
    get waiting() {
      return queue.length;
    },
    busy: busy.buckets,
  };
}

/** How many requests were running on average in every tenth of a second since the first. */
function createBusy() {
  const sums = [];
  let now = 0;
  let startMs = null;
  let lastMs = 0;

  function advance() {
    startMs ??= performance.now();
    const atMs = performance.now() - startMs;
    while (lastMs < atMs) {
      const bucket = Math.floor(lastMs / bucketMs);
      const untilMs = Math.min(atMs, (bucket + 1) * bucketMs);
      sums[bucket] = (sums[bucket] ?? 0) + now * (untilMs - lastMs);
      lastMs = untilMs;
    }
  }
  return {
    change(running) {
      advance();
      now = running;
    },
    buckets() {
      if (startMs !== null) advance();
      return sums.map((sum) => sum / bucketMs);
    },
  };
}
