import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { expandEnvironment, type RayTarget } from '#language';
import { runnerFiles } from '../runner-files.ts';
import { writeSubmission } from '../submission.ts';
import type { JobState, RunTarget, Submission, TargetRun } from '../target.ts';
import { TargetError } from '../target-error.ts';
import { type RayJob, rayJobs } from './jobs.ts';
import { zip, type ZippedFile } from './zip.ts';

/** Seconds that workers have for what is in flight when the job is stopped; Ray itself would give three. */
const graceSeconds = 45;

export interface RayTargetOptions {
  /** Name of the target in the strategy. */
  readonly name: string;
  readonly target: RayTarget;
  readonly run: TargetRun;
  /** How often it is looked whether a job that was stopped has ended. */
  readonly lookEveryMs?: number;
}

/**
 * One job of the Ray cluster: a small driver in Python that has N tasks, each of them a worker, and looks after them. The
 * runner goes along as the job's package.
 */
export function rayTarget({ name, target, run, lookEveryMs = 1_000 }: RayTargetOptions): RunTarget {
  const { folder, environment, signal } = run;
  const address = expanded(target.address, 'address');
  if (!/^https?:\/\//.test(address)) {
    throw new TargetError(`targets.${name}.address is no http address, such as http://head:8265: ${address}`, {
      usage: true,
    });
  }
  const token = target.token === null ? null : expanded(target.token, 'token').trim();
  const jobs = rayJobs({ address, token: token === '' ? null : token, signal });

  return {
    async submit(attempt, slices) {
      const id = `wordmill-${run.id.slice(0, 12)}-${attempt}`;
      const submission: Submission = {
        format: 1,
        name,
        kind: 'ray',
        jobs: [id],
        last: null,
        workers: target.workers,
        attempt,
        slices,
        time: new Date().toISOString(),
      };
      // Before it is sent: an answer that is lost then leaves a name under which the job is found.
      await writeSubmission(folder, submission);
      const node = environment('WORDMILL_NODE');
      const workingFolder = await jobs.upload(await archive(node === 'carry'));
      await jobs.submit({
        id,
        workingFolder,
        entrypoint: [
          'python driver.py',
          `--workers ${target.workers} --gpus ${target.gpus} --grace ${graceSeconds}`,
          `--logs ${quoted(join(folder, 'logs'))}`,
          `-- runner.cjs worker ${quoted(folder)}`,
        ].join(' '),
        environment: {
          RAY_JOB_STOP_WAIT_TIME_S: String(graceSeconds + 30),
          ...(node === undefined || node === '' || node === 'carry' ? {} : { WORDMILL_NODE: node }),
        },
      });
      return submission;
    },
    async state({ jobs: [id = ''] }) {
      let job: RayJob | null;
      try {
        job = await jobs.job(id);
      } catch (error) {
        signal.throwIfAborted();
        // A wrong token stays wrong; a dashboard that is away comes back, and the workers go on without it.
        if (!(error instanceof TargetError) || error.usage) throw error;
        return { kind: 'unknown', reason: error.message };
      }
      return stateOf(id, job);
    },
    async cancel({ jobs: [id = ''] }) {
      if (!(await jobs.stop(id))) return;
      const endMs = performance.now() + (graceSeconds + 60) * 1000;
      for (;;) {
        const job = await jobs.job(id);
        if (job === null || isOver(job)) return;
        if (performance.now() > endMs)
          throw new TargetError(`Job ${id} was asked to stop, and is still ${job.status}.`);
        await sleep(lookEveryMs, undefined, { signal });
      }
    },
    describe: ({ jobs: [id] }) => `job ${id} of the Ray cluster at ${address}`,
  };

  function expanded(written: string, key: string): string {
    const found = expandEnvironment(written, environment);
    if (found.ok) return found.value;
    throw new TargetError(`targets.${name}.${key} needs ${found.missing.join(' and ')} in the environment.`, {
      usage: true,
    });
  }

  async function archive(carryNode: boolean): Promise<Buffer> {
    const files: ZippedFile[] = [];
    for (const file of await runnerFiles(run.runnerScript)) {
      files.push({ name: file.name, data: await readFile(file.path) });
    }
    if (!files.some((file) => file.name === 'driver.py')) {
      throw new TargetError(`driver.py is missing beside ${run.runnerScript}; build or install Wordmill again.`);
    }
    if (carryNode) files.push({ name: 'node', data: await readFile(process.execPath), mode: 0o755 });
    return zip(files);
  }

  async function stateOf(id: string, job: RayJob | null): Promise<JobState> {
    if (job === null) return { kind: 'gone', reason: 'the cluster does not know the job any more' };
    if (job.status === 'PENDING') return { kind: 'waiting', reason: job.message === '' ? 'pending' : job.message };
    if (job.status === 'RUNNING') return { kind: 'running', notice: lackOf(await jobs.logs(id).catch(() => '')) };
    return { kind: 'gone', reason: job.status === 'SUCCEEDED' ? null : `${job.status.toLowerCase()}: ${job.message}` };
  }
}

function isOver({ status }: RayJob): boolean {
  return status !== 'PENDING' && status !== 'RUNNING';
}

/** What the cluster has too little of, by the driver's last word of it. */
function lackOf(log: string): string | null {
  for (const line of log.split('\n').toReversed()) {
    if (!line.startsWith('{"event": "progress"')) continue;
    const [, list = ''] = /"lacking": \[([^\]]*)\]/.exec(line) ?? [];
    return list === '' ? null : `no machine of the cluster has enough ${list.replaceAll('"', '')} for a worker`;
  }
  return null;
}

/** A text as one word of the shell that Ray starts the entrypoint with. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
