import { isRefused } from '../stub/faults.mjs';
import { withStub } from '../stub/process.mjs';
import { number, table } from '../table.mjs';
import { withWorkplace } from '../workplace.mjs';

export const about = 'what servers do to their clients';

const one = (kind) => ({ faults: [{ kind, share: 0.01 }] });

/**
 * What goes wrong, one thing at a time.
 *
 * @type {readonly (readonly [string, Partial<import('../stub/server.mjs').StubOptions>])[]}
 */
const allKinds = [
  ['none', {}],
  ['429', one('429')],
  ['503', one('503')],
  ['500', one('500')],
  ['400 context', one('context')],
  ['truncated JSON', one('truncated')],
  ['empty body', one('empty')],
  ['no choices', one('nothing')],
  ['reset', one('reset')],
  ['reset in body', one('reset-in-body')],
  ['no answer', one('silence')],
  ['stall 10 s', { stall: { atMs: 400, ms: 10_000 } }],
  ['gone for 5 s', { restart: { atMs: 400, ms: 5000 } }],
  ['keep-alive 5 s', { keepAliveMs: 5000, latency: { kind: 'lognormal', ms: 300 } }],
];

const seed = 3;

/**
 * Every system meets every kind of fault, alone.
 *
 * @param {{ kinds?: readonly string[] }} options `kinds` leaves out all others
 */
export async function measure({
  systems,
  kinds: wanted,
  documents = 1000,
  concurrency = 128,
  ms = 100,
  timeout = 5,
  limitS = 60,
}) {
  const kinds = allKinds.filter(([kind]) => wanted === undefined || kind === 'none' || wanted.includes(kind));
  const rows = kinds.map(([kind]) => [kind]);
  await withWorkplace({ documents }, async (workplace) => {
    for (const system of systems) {
      let idealS = 0;
      for (const [index, [kind, given]] of kinds.entries()) {
        const options = { latency: { kind: 'fixed', ms }, seed, ...given };
        const found = await withStub(options, (stub) =>
          once(workplace, stub, system, { concurrency, timeout, limitS }),
        );
        if (kind === 'none') idealS = found.seconds;
        const lasting = (given.faults ?? []).some(({ kind: of }) => of === 'context') ? refused(documents, given) : 0;
        rows[index].push(wordsOf(found, { lasting, idealS }));
        console.error(`${system.name}, ${kind}: ${JSON.stringify({ ...found, said: undefined })}`);
      }
    }
  });
  const note = `${number(documents)} documents, ${concurrency} in flight, answers after ${ms} ms, a request may take ${timeout} s; 1 % of the requests meet the fault. “all” means that every document has its row or a reject that names it, and none has two; then come the seconds beyond those of the run without faults. A client that takes longer than ${limitS} s is ended.`;
  return `${note}\n\n${table(['', ...systems.map(({ name }) => name)], rows)}`;
}

async function once(workplace, stub, system, { concurrency, timeout, limitS }) {
  const work = await workplace.begin(system, { url: stub.url, concurrency, timeout });
  const client = await work.attempt(limitS * 1000);
  const { code, late, seconds } = await client.ended;
  const { faults } = await stub.stats();
  const score = await work.score();
  await work.clear();
  return { code, late, seconds, faults, ...score };
}

function wordsOf({ code, late, seconds, missing, twice, rejected }, { lasting, idealS }) {
  const rows = missing === 0 ? 'all' : missing === lasting ? `all but ${missing} unnamed` : `${missing} missing`;
  const words = [rows];
  if (rejected > 0) words.push(`${rejected} named`);
  if (twice > 0) words.push(`${twice} twice`);
  if (late) words.push('hangs');
  else if (code !== 0) words.push('stops');
  else if (missing === 0)
    words.push(idealS === seconds ? `${number(seconds, 1)} s` : `+${number(Math.max(0, seconds - idealS), 1)} s`);
  return words.join(', ');
}

function refused(documents, { faults }) {
  return Array.from({ length: documents }, (_, index) => index).filter((index) => isRefused(index, faults, seed))
    .length;
}
