/**
 * Runs on a real Ray of two nodes, which it starts on loopback and takes down again: `node scripts/cluster/ray.mjs`, after
 * `npm run build`. It takes some minutes and, where RAY_VENV names no Python environment with Ray, 380 MB of packages; so it is no
 * part of `npm test`. Ends with the line `N passed, N failed`.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { check, summary, until } from './checks.mjs';
import { example } from './example.mjs';
import { startRay } from './ray-cluster.mjs';
import { startSlowModel } from './slow-model.mjs';

const model = await startSlowModel(200);
const ray = await startRay();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void ray.stop().then(() => process.exit(130)));
}
const env = { ...process.env, RAY_TOKEN: ray.token };
const target = (more = '') => `{kind: ray, address: "${ray.url}", workers: 4, token: "\${RAY_TOKEN}"${more}}`;
const prepared = (documents, more = target(), changes = {}) =>
  example({ root: ray.root, model: model.url, target: more, documents, env: { ...env, ...changes } });
const working = (run) =>
  until('all workers to work', async () => {
    const { workers, slices } = await run.status();
    return slices >= 4 && workers.filter(({ state }) => state === 'running').length === 4;
  });
const parent = (pid) => Number(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /, '').split(' ')[1]);
/** The workers that run on a node. */
const on = async (run, node) => {
  const there = new Set(await ray.processesOf(node));
  return (await run.workers()).filter(({ pid }) => there.has(pid));
};

try {
  await check('four workers on two nodes, with the node program carried along', async () => {
    const run = await prepared(800, target(', gpus: 1'), { WORDMILL_NODE: 'carry' });
    const sent = run.send();
    await working(run);
    for (const node of ['n1', 'n2']) assert.equal((await on(run, node)).length, 2);
    await run.finishes(sent);
  });
  await check('a worker that is killed starts again', async () => {
    const run = await prepared(1200);
    const sent = run.send();
    await working(run);
    const [victim] = await run.workers();
    process.kill(victim.pid, 'SIGKILL');
    await run.finishes(sent);
  });
  await check('Ray’s process of a worker is killed: the worker drains, and Ray runs it again', async () => {
    const run = await prepared(1200);
    const sent = run.send();
    await working(run);
    const [victim] = await run.workers();
    process.kill(parent(victim.pid), 'SIGKILL');
    await run.finishes(sent);
  });
  await check('a machine dies: its workers go on elsewhere', async () => {
    const run = await prepared(1200);
    const sent = run.send();
    await working(run);
    const there = await on(run, 'n1');
    assert(there.length > 0);
    await ray.signalNode('n1', 'SIGKILL');
    await run.finishes(sent);
    await ray.startNode('n1');
    return `${there.length} workers were there`;
  });
  await check('a machine falls silent, is given up, and comes back: no row is lost or doubled', async () => {
    const run = await prepared(3200);
    const sent = run.send();
    await working(run);
    const there = await on(run, 'n1');
    assert(there.length > 0);
    await ray.signalNode('n1', 'SIGSTOP');
    const elsewhere = async () => {
      const indexes = new Set((await on(run, 'n2')).map(({ index }) => index));
      return there.every(({ index }) => indexes.has(index));
    };
    await until('its workers elsewhere', elsewhere, 120_000);
    // They wait until the silent ones count as gone, and then do their slices.
    const committed = async () => {
      const { workers } = await run.status();
      return there.every(({ pid, index }) =>
        workers.some((worker) => worker.worker === `w000${index}` && worker.pid !== pid && worker.state === 'running'),
      );
    };
    await until('their work', committed, 120_000);
    await ray.signalNode('n1', 'SIGCONT');
    await run.finishes(sent);
    await ray.signalNode('n1', 'SIGKILL');
    await ray.startNode('n1');
    return `${there.length} workers were there`;
  });
  await check('cancelled and sent again: what was finished stays', async () => {
    const run = await prepared(1200);
    const sent = run.send();
    await working(run);
    sent.child.kill('SIGINT');
    assert.equal((await sent.ended).code, 130);
    assert.equal((await run.workers()).length, 4);
    const cancelled = await run.send('--cancel').ended;
    assert.equal(cancelled.code, 130, cancelled.stderr);
    assert.deepEqual(await run.workers(), []);
    await run.finishes(run.send());
  });
  await check('more GPUs than a machine has: it is said, and can be cancelled', async () => {
    const run = await prepared(20, target(', gpus: 3'));
    const sent = run.send();
    await until(
      'the word',
      () =>
        new Promise((done) => {
          sent.child.stderr.on(
            'data',
            (text) => text.includes('no machine of the cluster has enough GPU for a worker') && done(true),
          );
        }),
    );
    sent.child.kill('SIGINT');
    await sent.ended;
    assert.equal((await run.send('--cancel').ended).code, 130);
  });
} finally {
  await check('no process is left', async () => assert.deepEqual(await ray.stop(), []));
  await model.stop();
}
summary();
