import { setTimeout as sleep } from 'node:timers/promises';
import { draw } from '../stub/draw.mjs';
import { withStub } from '../stub/process.mjs';
import { number, table } from '../table.mjs';
import { withWorkplace } from '../workplace.mjs';

export const about = 'SIGKILL at random moments, and the same command again until it is done';

/** How many documents come between two kills at the most. */
const between = 1500;
/** A client that is stuck for so long is started again once, and then given up. */
const limitMs = 120_000;

/** @param {{ kills?: number, rivalKills?: number }} options how often ours is killed, and each of the others */
export async function measure({
  systems,
  documents = 4000,
  concurrency = 512,
  ms = 100,
  kills = 100,
  rivalKills = 5,
  seed = 1,
}) {
  const rows = [];
  await withWorkplace({ documents }, async (workplace) => {
    for (const system of systems) {
      const wanted = system.name === 'wordmill' ? kills : rivalKills;
      const sum = { kills: 0, runs: 0, missing: 0, twice: 0, repeats: [], resumeSeconds: [], said: 'finished' };
      while (sum.kills < wanted && sum.said === 'finished') {
        await withStub({ latency: { kind: 'fixed', ms } }, (stub) =>
          oneRun({ workplace, stub, system, concurrency, seed, wanted, sum }),
        );
        console.error(`${system.name}: ${JSON.stringify({ ...sum, repeats: undefined, resumeSeconds: undefined })}`);
      }
      const { repeats } = sum;
      rows.push([
        system.words,
        sum.kills,
        sum.runs,
        sum.missing,
        sum.twice,
        number(repeats.reduce((all, one) => all + one, 0) / sum.kills),
        number(Math.max(...repeats)),
        number(Math.max(...sum.resumeSeconds), 1),
        sum.said,
      ]);
    }
  });
  const head = [
    '',
    'kills',
    'runs',
    'rows missing',
    'rows twice',
    'requests repeated a kill',
    'at most',
    'most s to go on',
    'in the end',
  ];
  const note = `${number(documents)} documents, ${concurrency} in flight, answers after ${ms} ms; killed after up to ${number(between)} requests, then started again. Mark: at most ${concurrency + 256} requests repeated a kill, no row missing, none twice.`;
  return `${note}\n\n${table(head, rows)}`;
}

/** One run from its beginning to its end, with kills on the way. */
async function oneRun({ workplace, stub, system, concurrency, seed, wanted, sum }) {
  const work = await workplace.begin(system, { url: stub.url, concurrency });
  const repeatedIn = ({ requests, distinct }) => requests - distinct;
  let hangs = 0;
  for (;;) {
    const before = await stub.stats();
    const client = await work.attempt(limitMs);
    const target = before.requests + 1 + Math.floor(draw(sum.kills, seed) * between);
    const restMs = draw(sum.kills, seed + 1) * 200;
    const killed = await killWhen(client, {
      isDue: async () => sum.kills < wanted && (await stub.stats()).requests >= target,
      restMs,
      goesOn: async () => (await stub.stats()).requests > before.requests,
      sum,
    });
    const after = await stub.stats();
    if (before.requests > 0) sum.repeats.push(repeatedIn(after) - repeatedIn(before));
    if (killed) {
      sum.kills++;
      continue;
    }
    const { code, late, said } = await client.ended;
    if (code !== 0 && hangs++ === 0) continue;
    if (code !== 0) {
      sum.said = late ? 'hangs' : `stops with ${code}`;
      console.error(said);
    }
    break;
  }
  const { missing, twice } = await work.score();
  sum.runs++;
  sum.missing += missing;
  sum.twice += twice;
  await work.clear();
}

/** Kills the client at its moment; false where it has ended before. */
async function killWhen(client, { isDue, restMs, goesOn, sum }) {
  const began = performance.now();
  let wentOn = false;
  while (!client.isDone) {
    if (!wentOn && (await goesOn())) {
      wentOn = true;
      sum.resumeSeconds.push((performance.now() - began) / 1000);
    }
    if (await isDue()) {
      await sleep(restMs);
      client.kill();
      return (await client.ended).code !== 0;
    }
    await sleep(10);
  }
  return false;
}
