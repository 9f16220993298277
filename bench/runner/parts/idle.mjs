import { withStub } from '../stub/process.mjs';
import { number, table } from '../table.mjs';
import { withWorkplace } from '../workplace.mjs';

export const about = 'how much of a simulated GPU stands idle';

const bucketMs = 100;
/** A client that has not filled the server by then is measured from then on. */
const rampMs = 5000;

/** Every system drives a server of so many slots; ours a second time without being told how many. */
export async function measure({ systems, documents = 6000, concurrency = 512, ms = 1000, slots = 256 }) {
  const rows = [];
  await withWorkplace({ documents }, async (workplace) => {
    for (const system of systems) {
      const tries = system.name === 'wordmill' ? [concurrency, 'auto'] : [concurrency];
      for (const limit of tries) {
        const found = await withStub({ latency: { kind: 'gpu', ms, slots } }, (stub) =>
          once(workplace, stub, system, { concurrency: limit, slots }),
        );
        console.error(`${system.name}, ${limit}: ${JSON.stringify(found)}`);
        const { afterRamp, whole, rampS, peak, seconds, missing } = found;
        rows.push([
          `${system.words}, ${limit === 'auto' ? 'auto' : `${limit} in flight`}`,
          `${number(afterRamp * 100, 1)} %`,
          `${number(whole * 100, 1)} %`,
          rampS === null ? 'never' : number(rampS, 1),
          number(peak),
          number(seconds, 1),
          missing,
        ]);
      }
    }
  });
  const head = [
    '',
    'idle after ramp-up',
    'idle from the first request on',
    's until full',
    'in flight',
    's in all',
    'missing',
  ];
  const note = `${number(documents)} documents; ${slots} slots, lognormal answers of ${ms / 1000} s in the median (σ 0.6). Idle is the share of slots that stood empty until the last document was sent; ramp-up ends when 95 % of the slots are full, after ${rampMs / 1000} s at the latest. Mark: at most 2 % after ramp-up.`;
  return `${note}\n\n${table(head, rows)}`;
}

async function once(workplace, stub, system, { concurrency, slots }) {
  const work = await workplace.begin(system, { url: stub.url, concurrency });
  const client = await work.attempt(600_000);
  const { seconds, code, said } = await client.ended;
  if (code !== 0) console.error(said);
  const { busy, firstMs, newMs, peak } = await stub.stats();
  const { missing } = await work.score();
  await work.clear();
  const end = Math.floor((newMs - firstMs) / bucketMs);
  const full = busy.findIndex((running) => running >= 0.95 * slots);
  const start = full < 0 ? rampMs / bucketMs : Math.min(full, rampMs / bucketMs);
  const idle = (from) => {
    const span = busy.slice(from, end);
    return 1 - span.reduce((sum, running) => sum + running, 0) / (span.length * slots);
  };
  const rampS = full < 0 ? null : (full * bucketMs) / 1000;
  return { afterRamp: idle(start), whole: idle(0), rampS, peak, seconds, missing };
}
