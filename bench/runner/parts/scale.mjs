import { setTimeout as sleep } from 'node:timers/promises';
import { withStub } from '../stub/process.mjs';
import { number, table } from '../table.mjs';
import { withWorkplace } from '../workplace.mjs';

export const about = 'time, memory and resumption by the number of documents';

/** A client is killed when so much of its work is asked for. */
const killedAt = 0.95;

/** Ours alone, over corpora of 1 KB documents with duplicate ids and texts; killed near the end, and started again. */
export async function measure({ systems, sizes = [10_000, 100_000, 1_000_000], concurrency = 512, ms = 20 }) {
  const system = systems[0];
  const rows = [];
  for (const documents of sizes) {
    const corpus = { documents, sizeBytes: 1000, duplicates: true };
    await withWorkplace(corpus, (workplace) =>
      withStub({ latency: { kind: 'fixed', ms }, holdAt: killedAt * documents }, async (stub) => {
        const found = await once(workplace, stub, system, { documents, concurrency });
        console.error(`${documents}: ${JSON.stringify(found)}`);
        rows.push([
          number(documents),
          number(found.seconds, 1),
          number(found.perSecond),
          number(found.peakMb),
          number(found.resumeS, 2),
          number(found.againS, 2),
          number(found.againMb),
          number(found.repeats),
          found.missing,
          found.twice,
        ]);
      }),
    );
  }
  const head = [
    'documents',
    's',
    'docs/s',
    'MB',
    's to go on at 95 %',
    's when all is done',
    'MB then',
    'requests repeated',
    'rows missing',
    'rows twice',
  ];
  const note = `Documents of 1 KB, 1 % with the id of another and 0.5 % with its text as well; ${concurrency} in flight, answers after ${ms} ms. Killed when 95 % were asked for, started again until done, and once more when nothing was left.`;
  return `${note}\n\n${table(head, rows)}`;
}

async function once(workplace, stub, system, { documents, concurrency }) {
  const limitMs = 3_600_000;
  const work = await workplace.begin(system, { url: stub.url, concurrency });
  const first = await work.attempt(limitMs);
  while (!first.isDone && (await stub.stats()).requests < killedAt * documents) await sleep(20);
  if (first.isDone) throw new Error(`It ended before it was killed: ${(await first.ended).said}`);
  first.kill();
  stub.release();
  const { seconds, peakMb } = await first.ended;
  const { requests: before } = await stub.stats();
  const began = performance.now();
  const second = await work.attempt(limitMs);
  while (!second.isDone && (await stub.stats()).requests === before) await sleep(10);
  const resumeS = (performance.now() - began) / 1000;
  const rest = await second.ended;
  const third = await (await work.attempt(limitMs)).ended;
  const { requests } = await stub.stats();
  const score = await work.score();
  await work.clear();
  return {
    seconds: seconds + rest.seconds,
    perSecond: before / seconds,
    peakMb: Math.max(peakMb, rest.peakMb),
    resumeS,
    againS: third.seconds,
    againMb: third.peakMb,
    repeats: requests - documents,
    ...score,
  };
}
