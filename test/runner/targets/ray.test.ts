import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import { type CommandOptions, type Finished, runnerScript, whenTold, wordmill } from '../../helpers/command.ts';
import { echo, records, rows } from '../../helpers/echo.ts';
import { packageName, startFakeRay } from '../../helpers/fake-ray.ts';
import { replies, says, startScriptedServer } from '../../helpers/scripted-server.ts';
import { workspace } from '../../helpers/workspace.ts';

function strategy(address: string, more = '', text = echo): string {
  return `${text}targets:\n  cluster: {kind: ray, address: "${address}", workers: 2${more}}\n`;
}

function send(cwd: string, options: CommandOptions & { args?: readonly string[] } = {}): Promise<Finished> {
  return wordmill(['run', 'a.strategy.yaml', '--output', 'out', '--target', 'cluster', ...(options.args ?? [])], {
    ...options,
    cwd,
  });
}

/** Names, modes and sizes in an archive, read by a reader of its own. */
function entries(bytes: Buffer): Promise<Record<string, { mode: number; size: number }>> {
  return new Promise((done, fail) => {
    fromBuffer(bytes, { lazyEntries: false }, (error, archive) => {
      if (error || !archive) return fail(error);
      const found: Record<string, { mode: number; size: number }> = {};
      archive.on('entry', (entry) => {
        found[entry.fileName] = { mode: (entry.externalFileAttributes >>> 16) & 0o777, size: entry.uncompressedSize };
      });
      archive.on('end', () => done(found));
      archive.on('error', fail);
    });
  });
}

describe('wordmill run --target, on Ray', () => {
  it('sends the runner as a package and one job, and follows it to the end', async () => {
    await using ray = await startFakeRay({ token: 'secret-token' });
    const cwd = await workspace({
      'a.strategy.yaml': strategy('${RAY_URL}/', ', gpus: 1, token: "${RAY_TOKEN}"'),
      'documents.jsonl': rows(12),
    });
    const environment = { RAY_URL: ray.url, RAY_TOKEN: 'secret-token', WORDMILL_NODE: '/opt/node' };
    const { code, stdout, stderr } = await send(cwd, { environment, args: ['--format', 'json'] });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const out = join(cwd, 'out');
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.at(-1)).toMatchObject({ event: 'finished', documents: 12, records: 12, output: out });
    expect(await records(out)).toHaveLength(12);

    const [[name = '', bytes = Buffer.alloc(0)] = []] = ray.packages;
    expect(name).toBe(packageName(bytes));
    const files = await entries(bytes);
    expect(files['runner.cjs']).toMatchObject({ mode: 0o644, size: (await readFile(runnerScript)).length });
    expect(Object.keys(files)).toContain('driver.py');
    expect(Object.keys(files)).not.toContain('server.cjs');

    const [job] = [...ray.jobs.values()];
    expect(job?.body).toMatchObject({
      submission_id: expect.stringMatching(/^wordmill-[0-9a-f]{12}-1$/),
      entrypoint: `python driver.py --workers 2 --gpus 1 --grace 45 --logs '${out}/logs' -- runner.cjs worker '${out}'`,
      runtime_env: {
        working_dir: `gcs://${name}`,
        env_vars: { RAY_JOB_STOP_WAIT_TIME_S: '75', WORDMILL_NODE: '/opt/node' },
      },
    });
    // Everybody who reaches the interface can read the job: no secret may be in it.
    expect(JSON.stringify(job?.body)).not.toContain('secret-token');
    expect(await send(cwd, { environment })).toMatchObject({ code: 0 });
  }, 60_000);

  it('submits once where the answer was lost, and sends the package once', async () => {
    await using ray = await startFakeRay({ losesAnswer: true });
    const cwd = await workspace({ 'a.strategy.yaml': strategy(ray.url), 'documents.jsonl': rows(6) });
    const lost = await send(cwd);
    expect(lost).toMatchObject({ code: 3 });
    expect(lost.stderr).toMatch(/The Ray cluster at http.* cannot be reached: /);
    const again = await send(cwd);
    expect(again).toMatchObject({ code: 0 });
    expect(ray.jobs.size).toBe(1);
    expect(ray.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(1);
    expect(await records(join(cwd, 'out'))).toHaveLength(6);
    // The same run into another folder is another job.
    const args = ['run', 'a.strategy.yaml', '--output', 'other', '--target', 'cluster'];
    expect(await wordmill(args, { cwd })).toMatchObject({ code: 0 });
    expect(ray.jobs.size).toBe(2);
    expect(await records(join(cwd, 'other'))).toHaveLength(6);
  }, 60_000);

  it('carries node along where it is told to', async () => {
    await using ray = await startFakeRay({ jobs: 'pending' });
    const cwd = await workspace({ 'a.strategy.yaml': strategy(ray.url), 'documents.jsonl': rows(6) });
    const { code } = await send(cwd, {
      environment: { WORDMILL_NODE: 'carry' },
      onStart: whenTold('waiting: Job has not started yet.', (child) => child.kill('SIGINT')),
    });
    expect(code).toBe(130);
    const [bytes = Buffer.alloc(0)] = ray.packages.values();
    expect((await entries(bytes))['node']).toEqual({ mode: 0o755, size: (await readFile(process.execPath)).length });
    const [job] = [...ray.jobs.values()];
    expect(job?.body.runtime_env.env_vars).toEqual({ RAY_JOB_STOP_WAIT_TIME_S: '75' });
  }, 60_000);

  it('says what the cluster lacks, how the job ended, and what its interface says', async () => {
    await using lacking = await startFakeRay({ jobs: 'lack' });
    const cwd = await workspace({ 'a.strategy.yaml': strategy(lacking.url), 'documents.jsonl': rows(6) });
    const waits = await send(cwd, {
      onStart: whenTold('waiting: no machine of the cluster has enough GPU for a worker', (child) =>
        child.kill('SIGINT'),
      ),
    });
    expect(waits).toMatchObject({ code: 130 });

    await using model = await startScriptedServer(() => replies(401, 'no key'));
    await using ray = await startFakeRay();
    const broken = echo.replace('{mock: echo}', `{id: m, base_url: "${model.url}/v1"}`);
    const failing = await workspace({ 'a.strategy.yaml': strategy(ray.url, '', broken), 'documents.jsonl': rows(6) });
    const failed = await send(failing);
    expect(failed).toMatchObject({ code: 3 });
    expect(failed.stderr).toMatch(
      /warning: job wordmill-\w+-1 of the Ray cluster at .* failed: Job entrypoint command failed with exit code 3/,
    );
    expect(failed.stderr).toMatch(/All jobs have ended with 2 slices unfinished/);

    const errors: readonly (readonly [string, Record<string, string>, number, RegExp])[] = [
      [
        strategy('http://127.0.0.1:9'),
        {},
        3,
        /The Ray cluster at http:\/\/127\.0\.0\.1:9 cannot be reached: .*ECONNREFUSED/,
      ],
      [strategy('head:8265'), {}, 2, /targets\.cluster\.address is no http address/],
      [strategy('${NOWHERE}'), {}, 2, /targets\.cluster\.address needs NOWHERE in the environment/],
    ];
    for (const [text, environment, code, words] of errors) {
      const folder = await workspace({ 'a.strategy.yaml': text, 'documents.jsonl': rows(6) });
      const ended = await send(folder, { environment });
      expect({ code: ended.code, stderr: ended.stderr }).toMatchObject({ code });
      expect(ended.stderr).toMatch(words);
      expect(ended.stderr).not.toContain('    at ');
    }
    await using closed = await startFakeRay({ token: 'right' });
    for (const [more, words] of [
      ['', /asks for a token: set token of the target/],
      [', token: "${RAY_TOKEN}"', /refuses the token/],
    ] as const) {
      const folder = await workspace({ 'a.strategy.yaml': strategy(closed.url, more), 'documents.jsonl': rows(6) });
      const ended = await send(folder, { environment: { RAY_TOKEN: 'wrong' } });
      expect(ended).toMatchObject({ code: 2 });
      expect(ended.stderr).toMatch(words);
      expect(ended.stderr).not.toContain('wrong');
    }
  }, 120_000);

  it('leaves the job running at Ctrl-C, and ends it with --cancel after what is in flight', async () => {
    await using model = await startScriptedServer(() => (response, received) => {
      setTimeout(() => says('Answer.')(response, received), 100);
    });
    await using ray = await startFakeRay();
    const slow = echo
      .replace('{mock: echo}', `{id: m, base_url: "${model.url}/v1", limits: {concurrency: 1}}`)
      .replace('rows: 3', 'rows: 50');
    const cwd = await workspace({ 'a.strategy.yaml': strategy(ray.url, '', slow), 'documents.jsonl': rows(600) });
    const left = await send(cwd, { onStart: (child) => void model.arrival(5).then(() => child.kill('SIGINT')) });
    expect(left).toMatchObject({ code: 130 });
    expect([...ray.jobs.values()][0]).toMatchObject({ status: 'RUNNING' });
    const cancelled = await send(cwd, { args: ['--cancel'] });
    expect(cancelled).toMatchObject({ code: 130 });
    expect([...ray.jobs.values()][0]).toMatchObject({ status: 'STOPPED' });
    const { stdout } = await wordmill(['status', 'out', '--format', 'json'], { cwd });
    const { workers } = JSON.parse(stdout);
    const kept = workers.reduce((sum: number, worker: { records: number }) => sum + worker.records, 0);
    expect(kept).toBe(model.requests.length);
    // A new job takes up what the first has left.
    const again = await send(cwd, {
      onStart: (child) => void model.arrival(kept + 3).then(() => child.kill('SIGINT')),
    });
    expect(again).toMatchObject({ code: 130 });
    expect([...ray.jobs.keys()].map((id) => id.slice(-2))).toEqual(['-1', '-2']);
  }, 60_000);
});
