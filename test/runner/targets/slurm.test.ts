import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CommandOptions, type Finished, whenTold, wordmill } from '../../helpers/command.ts';
import { echo, records, rows } from '../../helpers/echo.ts';
import { fakeSlurm, type FakeSlurm } from '../../helpers/fake-slurm/fake-slurm.ts';
import { replies, says, startScriptedServer } from '../../helpers/scripted-server.ts';
import { workspace } from '../../helpers/workspace.ts';

const target = (more: string): string => `targets:\n  hpc: {kind: slurm, workers: 3${more}}\n`;

async function prepared(strategy: string, documents = 12): Promise<{ cwd: string; slurm: FakeSlurm }> {
  const cwd = await workspace({ 'a.strategy.yaml': strategy, 'documents.jsonl': rows(documents) });
  return { cwd, slurm: await fakeSlurm() };
}

function send(
  { cwd, slurm }: { cwd: string; slurm: FakeSlurm },
  options: CommandOptions & { args?: string[] } = {},
): Promise<Finished> {
  const args = ['run', 'a.strategy.yaml', '--output', 'out', '--target', 'hpc', ...(options.args ?? [])];
  return wordmill(args, { ...options, cwd, environment: { ...slurm.environment, ...options.environment } });
}

describe('wordmill run --target, on Slurm', () => {
  it('sends an array of workers and a job behind it, and follows them to the end', async () => {
    const on = await prepared(
      echo +
        target(', partition: gpu, account: nlp, gpus: 2, time: "04:00:00", args: [--qos=high, --comment=it is so]'),
    );
    const { code, stdout, stderr } = await send(on, { args: ['--format', 'json'] });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ event: 'started', target: 'hpc', jobs: ['17'] });
    expect(events.at(-1)).toMatchObject({
      event: 'finished',
      documents: 12,
      records: 12,
      rejects: 0,
      failed: 0,
      left: 0,
      output: join(on.cwd, 'out'),
    });
    const out = join(on.cwd, 'out');
    expect(await records(out)).toHaveLength(12);
    const [workers, last] = await on.slurm.calls('sbatch');
    const common = ['--partition=gpu', '--account=nlp', '--time=04:00:00', `--chdir=${out}`];
    const behind = ['--open-mode=append', '--qos=high', '--comment=it is so'];
    expect(workers).toEqual([
      'sbatch',
      '--parsable',
      '--array=0-2',
      '--requeue',
      '--signal=B:USR1@90',
      '--gres=gpu:2',
      '--job-name=wordmill-echo',
      ...common,
      `--output=${out}/logs/slurm-%A_%a.out`,
      ...behind,
      `${out}/target/worker.sh`,
    ]);
    expect(last).toEqual([
      'sbatch',
      '--parsable',
      '--dependency=afterany:17',
      '--job-name=wordmill-echo-last',
      ...common,
      `--output=${out}/logs/slurm-%j.out`,
      ...behind,
      `${out}/target/last.sh`,
    ]);
    expect(await readdir(join(out, 'target', 'runner'))).toEqual(expect.arrayContaining(['driver.py', 'runner.cjs']));
    expect(await readdir(join(out, 'target', 'runner'))).not.toContain('server.cjs');
    expect(await readFile(join(out, 'report.html'), 'utf8')).toContain('echo');
    // Nothing is left to send.
    const again = await send(on);
    expect(again).toMatchObject({ code: 0 });
  }, 60_000);

  it('cuts large arrays at what the cluster takes', async () => {
    const on = await prepared(echo + target(''), 12);
    const { code, stderr } = await send(on, { environment: { FAKE_MAX_ARRAY: '2' } });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const [first, second, last] = await on.slurm.calls('sbatch');
    expect(first).toContain('--array=0-1');
    expect(second).toEqual(expect.arrayContaining(['--array=0', '--export=ALL,WORDMILL_OFFSET=2']));
    expect(last).toContain('--dependency=afterany:17:18');
    expect(await records(join(on.cwd, 'out'))).toHaveLength(12);
  }, 60_000);

  it('sends out again what is left, as long as every round finishes something', async () => {
    let answers = 0;
    await using server = await startScriptedServer(() => (++answers === 5 ? replies(401, 'no key') : says('Answer.')));
    const strategy = echo.replace('{mock: echo}', `{id: m, base_url: "${server.url}/v1", limits: {concurrency: 1}}`);
    const on = await prepared(
      strategy.replace('rows: 3', 'rows: 1') + target('').replace('workers: 3', 'workers: 1'),
      10,
    );
    const { code, stderr } = await send(on);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(await records(join(on.cwd, 'out'))).toHaveLength(10);
    const sent = await on.slurm.calls('sbatch');
    expect(sent.length).toBeGreaterThan(2);
    expect(JSON.parse(await readFile(join(on.cwd, 'out/target/submission.json'), 'utf8'))).toMatchObject({
      attempt: sent.length / 2,
    });
  }, 60_000);

  it('stops sending where nothing gets finished, and says where to look', async () => {
    await using server = await startScriptedServer(() => replies(401, 'no key'));
    const strategy = echo.replace('{mock: echo}', `{id: m, base_url: "${server.url}/v1"}`);
    const on = await prepared(strategy + target(''));
    const { code, stderr } = await send(on);
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /All jobs have ended with 4 slices unfinished; .*out\/logs says why\. The same command sends out what is left\./,
    );
    expect(await on.slurm.calls('sbatch')).toHaveLength(2);
    const names = await readdir(join(on.cwd, 'out', 'logs'));
    const logs = await Promise.all(names.map((name) => readFile(join(on.cwd, 'out', 'logs', name), 'utf8')));
    expect(logs.join('')).toMatch(/401/);
    expect(logs.join('')).toMatch(/not sent out again, since they have finished no slice/);
  }, 60_000);

  it('leaves the workers running at Ctrl-C, follows them again, and ends them with --cancel', async () => {
    await using server = await startScriptedServer(() => (response, received) => {
      setTimeout(() => says('Answer.')(response, received), 100);
    });
    const strategy = echo.replace('{mock: echo}', `{id: m, base_url: "${server.url}/v1", limits: {concurrency: 1}}`);
    const on = await prepared(strategy.replace('rows: 3', 'rows: 20') + target(''), 600);
    const left = await send(on, {
      onStart: (child) => void server.arrival(5).then(() => child.kill('SIGINT')),
    });
    expect(left).toMatchObject({ code: 130 });
    expect(left.stderr).toMatch(
      /goes on as job 17 of Slurm\. The same command follows it again; with --cancel it ends it\./,
    );
    expect(await on.slurm.running()).toHaveLength(3);

    const again = await send(on, {
      onStart: whenTold('The run is under way as job 17 of Slurm; it is followed', (child) => child.kill('SIGINT')),
    });
    expect(again).toMatchObject({ code: 130 });
    expect(await on.slurm.calls('sbatch')).toHaveLength(2);

    const cancelled = await send(on, { args: ['--cancel'] });
    expect(cancelled).toMatchObject({ code: 130 });
    expect(cancelled.stderr).toMatch(/It was cancelled; everything that was finished is safe\./);
    expect(await on.slurm.running()).toEqual([]);
    // They were let finish: every answer that was given is in a journal or a part.
    const { stdout } = await wordmill(['status', 'out', '--format', 'json'], { cwd: on.cwd });
    const { state, workers } = JSON.parse(stdout);
    expect(state).toBe('interrupted');
    const kept = workers.reduce((sum: number, worker: { records: number }) => sum + worker.records, 0);
    expect(kept).toBe(server.requests.length);
  }, 60_000);

  it('says what Slurm says, and what is missing', async () => {
    const refused = await prepared(echo + target(', partition: gpuu'));
    await refused.slurm.refuse(
      'sbatch',
      'sbatch: error: invalid partition specified: gpuu\nsbatch: error: Batch job submission failed: Invalid partition name specified\n',
    );
    const answer = await send(refused);
    expect(answer).toMatchObject({ code: 2 });
    expect(answer.stderr).toContain(
      'sbatch refused the job of target hpc: sbatch: error: invalid partition specified: gpuu · sbatch: error: Batch job',
    );

    const missing = await prepared(echo + target(''));
    const without = await send(missing, { environment: { PATH: join(missing.cwd, 'nothing') } });
    expect(without).toMatchObject({ code: 2 });
    expect(without.stderr).toMatch(
      /There is no (?:sbatch|scontrol|squeue) in PATH.*run this on a machine of the cluster/,
    );

    const none = await send(await prepared(echo + target('')), { args: ['--cancel'] });
    expect(none).toMatchObject({ code: 2 });
    expect(none.stderr).toMatch(/Nothing of .*out was sent to target hpc\./);
  }, 60_000);

  it('tells of jobs that wait, and of a controller that is away', async () => {
    const on = await prepared(echo + target(''));
    await on.slurm.hold();
    const queued = await send(on, {
      onStart: whenTold('waiting: in the queue (Resources)', (child) => child.kill('SIGTERM')),
    });
    expect(queued).toMatchObject({ code: 130 });
    await on.slurm.refuse('squeue', 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)\n');
    const away = await send(on, {
      onStart: whenTold('waiting: squeue: slurm_load_jobs error: Unable to contact', (child) => child.kill('SIGTERM')),
    });
    expect(away).toMatchObject({ code: 130 });
  }, 60_000);

  it('says so where the machines of the cluster have written nothing', async () => {
    const on = await prepared(echo + target(''));
    await on.slurm.hold();
    // The queue loses the jobs, as it does where they cannot start.
    const { code, stderr } = await send(on, { onStart: whenTold('Sent 4 slices', () => void on.slurm.lose()) });
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /All jobs have ended, and no worker has written into .*: see whether the machines of target hpc have node and see this folder/,
    );
  }, 60_000);
});
