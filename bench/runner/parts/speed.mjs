import { withStub } from '../stub/process.mjs';
import { median, number, range, table } from '../table.mjs';
import { withWorkplace } from '../workplace.mjs';

/** A stub that is busier than this may be what is measured. */
const stubLimit = 0.7;

export const about = 'processor time per document, documents a second and memory';

/** All systems over one corpus, in turns, so that what else the machine does meets all of them. */
export async function measure({ systems, documents = 10_000, rounds = 3, concurrency = 512, ms = 200 }) {
  const found = new Map(systems.map(({ name }) => [name, []]));
  await withWorkplace({ documents }, async (workplace) => {
    for (let round = 0; round < rounds; round++) {
      for (const system of systems) {
        const options = { latency: { kind: 'fixed', ms } };
        const one = await withStub(options, (stub) => once(workplace, stub, system, { documents, concurrency }));
        console.error(`round ${round + 1}: ${system.name} ${JSON.stringify(one)}`);
        found.get(system.name).push(one);
      }
    }
  });
  const cpu = (name) => median((found.get(name) ?? []).map(({ cpuUs }) => cpuUs));
  const ours = cpu('wordmill');
  const rows = systems.map(({ name, words, durability }) => {
    const all = found.get(name);
    const of = (key) => all.map((one) => one[key]);
    return [
      words,
      number(cpu(name)),
      range(of('cpuUs')),
      Number.isFinite(ours) ? `${number(cpu(name) / ours, 1)}×` : '–',
      number(median(of('perSecond'))),
      number(median(of('peakMb'))),
      range(of('peak')),
      range(of('missing')),
      range(of('stubBusy').map((share) => share * 100)),
      durability,
    ];
  });
  const head = [
    '',
    'CPU µs/doc',
    'min–max',
    'to ours',
    'docs/s',
    'MB',
    'in flight',
    'missing',
    'stub busy %',
    'a row survives',
  ];
  return [
    `${number(documents)} documents of 2 KB, ${concurrency} in flight, answers after ${ms} ms, medians of ${rounds} rounds in turns.`,
    table(head, rows),
    ...marks(cpu),
  ].join('\n\n');
}

async function once(workplace, stub, system, { documents, concurrency }) {
  const before = await stub.stats();
  const work = await workplace.begin(system, { url: stub.url, concurrency });
  const client = await work.attempt(600_000);
  const ended = await client.ended;
  const after = await stub.stats();
  const { missing, twice } = await work.score();
  await work.clear();
  const stubBusy = (after.cpuMs - before.cpuMs) / 1000 / ended.seconds;
  if (stubBusy > stubLimit) console.error(`The stub was busy ${number(stubBusy * 100)} % of the time.`);
  if (ended.code !== 0) console.error(ended.said);
  return {
    cpuUs: ended.cpuSeconds === null ? Number.NaN : (ended.cpuSeconds / documents) * 1e6,
    perSecond: documents / ended.seconds,
    seconds: ended.seconds,
    peakMb: ended.peakMb,
    peak: after.peak,
    missing,
    twice,
    stubBusy,
    stubUs: ((after.cpuMs - before.cpuMs) * 1000) / after.requests,
  };
}

function marks(cpu) {
  const ours = cpu('wordmill');
  if (!Number.isFinite(ours)) return [];
  const words = [`Mark: at most 250 µs a document: ${number(ours)} µs, ${ours <= 250 ? 'kept' : 'MISSED'}.`];
  const ratio = cpu('datatrove') / ours;
  if (Number.isFinite(ratio)) {
    words.push(
      `Mark: at least 10 times datatrove with checkpoints: ${number(ratio, 1)} times, ${ratio >= 10 ? 'kept' : 'MISSED'}.`,
    );
  }
  return words;
}
