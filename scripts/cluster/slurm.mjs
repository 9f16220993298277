/**
 * Runs on a real Slurm of two nodes, which it starts on loopback and takes down again: `node scripts/cluster/slurm.mjs`, after
 * `npm run build`. Ends with the line `N passed, N failed`.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { check, summary, until } from './checks.mjs';
import { example } from './example.mjs';
import { slurmIsMissing, startSlurm } from './slurm-cluster.mjs';
import { startSlowModel } from './slow-model.mjs';

const missing = await slurmIsMissing();
if (missing !== null) {
  console.error(missing);
  process.exit(1);
}
const model = await startSlowModel(100);
const slurm = await startSlurm();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void slurm.stop().then(() => process.exit(130)));
}
const target = '{kind: slurm, partition: main, workers: 4, gpus: 1, time: "00:30:00"}';
/** The addresses on which somebody listens at these ports, as the kernel writes them. */
async function listening(ports) {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  const wanted = new Set(ports.map((port) => port.toString(16).toUpperCase().padStart(4, '0')));
  return tables
    .join('\n')
    .split('\n')
    .flatMap((line) => {
      const [, local = '', , state] = line.trim().split(/\s+/);
      const [address, port] = local.split(':');
      return state === '0A' && wanted.has(port) ? [address] : [];
    });
}
const prepared = (documents, more = target) =>
  example({ root: slurm.root, model: model.url, target: more, documents, env: slurm.env });
/** Until all workers are at it, and some slices are finished. */
const working = (run) =>
  until('all workers to work', async () => {
    const { workers, slices } = await run.status();
    return slices >= 4 && workers.filter(({ state }) => state === 'running').length === 4;
  });

try {
  await check('the cluster listens on loopback alone', async () => {
    const open = await listening(slurm.ports);
    assert.deepEqual(open, ['0100007F', '0100007F', '0100007F']);
  });
  await check('an array of workers on two nodes does the run, and the job behind it ends it', async () => {
    const run = await prepared(60);
    await run.finishes(run.send());
    const { jobs } = await run.submission();
    const used = await slurm.run('squeue', '-h', '-r', '-t', 'all', '-j', jobs.join(','), '-o', '%N');
    assert.deepEqual(new Set(used.split('\n')), new Set(['n1', 'n2']));
  });
  await check('a worker that is killed is sent out again; no row is lost or doubled', async () => {
    const run = await prepared(200);
    const sent = run.send();
    await working(run);
    const [victim] = await run.workers();
    process.kill(victim.pid, 'SIGKILL');
    await run.finishes(sent);
    assert.equal((await run.submission()).attempt, 2);
  });
  await check(
    'USR1 before the time limit: the worker finishes what is in flight, and its job is queued again',
    async () => {
      const run = await prepared(200);
      const sent = run.send();
      await working(run);
      const { jobs } = await run.submission();
      await slurm.run('scancel', '--batch', '--signal=USR1', `${jobs[0]}_1`);
      await run.finishes(sent);
      assert.match(await run.logs(), /the time limit was near; the job is queued again/);
      assert.equal((await run.submission()).attempt, 1);
    },
  );
  await check('a job that is queued again by others goes on elsewhere', async () => {
    const run = await prepared(200);
    const sent = run.send();
    await working(run);
    const { jobs } = await run.submission();
    await slurm.run('scontrol', 'requeue', `${jobs[0]}_0`);
    await run.finishes(sent);
  });
  await check('a node that fails: its workers go on on the other one', async () => {
    const run = await prepared(200, target.replace('gpus: 1', 'gpus: 0'));
    const sent = run.send();
    await working(run);
    await slurm.run('scontrol', 'update', 'nodename=n1', 'state=down', 'reason=check');
    try {
      await run.finishes(sent);
    } finally {
      // It may have come back by itself.
      await slurm.answers('scontrol', 'update', 'nodename=n1', 'state=resume');
      await until('the node', async () => (await slurm.answers('sinfo', '-h', '-N', '-o', '%T')) === 'idle\nidle');
    }
  });
  await check('cancelled and sent again: what was finished stays', async () => {
    const run = await prepared(200);
    const sent = run.send();
    await working(run);
    sent.child.kill('SIGINT');
    assert.equal((await sent.ended).code, 130);
    assert.equal((await run.workers()).length, 4);
    const cancelled = await run.send('--cancel').ended;
    assert.equal(cancelled.code, 130, cancelled.stderr);
    assert.deepEqual(await run.workers(), []);
    const { slices } = await run.status();
    assert(slices >= 4);
    await run.finishes(run.send());
  });
  await check('what sbatch refuses is told in its own words', async () => {
    const run = await prepared(5, target.replace('partition: main', 'partition: nowhere'));
    const { code, stderr } = await run.send().ended;
    assert.equal(code, 2);
    assert.match(
      stderr,
      /sbatch refused the job of target cluster: sbatch: error: invalid partition specified: nowhere/,
    );
  });
} finally {
  await slurm.stop();
  await model.stop();
}
await check('nothing is left of the cluster', async () => {
  assert.equal(await slurm.answers('scontrol', 'ping'), '');
});
summary();
