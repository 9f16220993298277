import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { at } from '../../table.mjs';
import { withStub } from '../stub/process.mjs';
import { number, table } from '../table.mjs';
import { withWorkplace } from '../workplace.mjs';

export const about = 'how long our sockets are left alone at a time';

const hook = resolve(import.meta.dirname, 'pauses-hook.cjs');

/** Ours alone, with every kind of output: the larger a part, the more there is to sort, encode and pack at once. */
const outputs = [
  '{as: jsonl, rows: 10000}',
  '{as: jsonl, compression: zstd, rows: 10000}',
  '{as: parquet, rows: 10000}',
];

export async function measure({ systems, documents = 25_000, concurrency = 512, ms = 200 }) {
  const system = systems.find(({ name }) => name === 'wordmill');
  if (system === undefined) return 'They are measured of wordmill alone, which is not among the systems.';
  const rows = [];
  await withWorkplace({ documents }, async (workplace) => {
    for (const output of outputs) {
      const found = await withStub({ latency: { kind: 'fixed', ms } }, (stub) =>
        once(workplace, stub, system, { concurrency, output }),
      );
      console.error(`${output}: ${found.length} tenths of a second`);
      rows.push([`\`${output}\``, ...[0.5, 0.99, 1].map((share) => number(at(found, share)))]);
    }
  });
  const note = `${number(documents)} documents of 2 KB, ${concurrency} in flight, answers after ${ms} ms. Of every tenth of a second from the first request to the last, the longest time in ms that the event loop did not come round.`;
  return `${note}\n\n${table(['output', 'median', '99 of 100', 'longest'], rows)}`;
}

/** The longest pause of every tenth of a second while requests were sent. */
async function once(workplace, stub, system, { concurrency, output }) {
  const watched = {
    ...system,
    async start(job) {
      const how = await system.start({ ...job, as: output });
      const into = join(job.output, '../pauses.json');
      return { ...how, env: { NODE_OPTIONS: `--require ${hook}`, WORDMILL_BENCH_PAUSES: into } };
    },
  };
  const work = await workplace.begin(watched, { url: stub.url, concurrency });
  const { code, said } = await (await work.attempt(600_000)).ended;
  if (code !== 0) throw new Error(said);
  const { firstMs, newMs, nowMs } = await stub.stats();
  const [from, to] = [firstMs, newMs].map((time) => Date.now() - (nowMs - time));
  const looks = JSON.parse(await readFile(join(work.output, '../pauses.json'), 'utf8'));
  await work.clear();
  return looks.filter(({ atMs }) => atMs >= from && atMs <= to).map(({ longestMs }) => longestMs);
}
