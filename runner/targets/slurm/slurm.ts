import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { SlurmTarget } from '#language';
import { runnerFiles } from '../runner-files.ts';
import { targetFolder } from '../submission.ts';
import type { JobState, RunTarget, Submission, TargetRun } from '../target.ts';
import { TargetError } from '../target-error.ts';
import { arrayWindows, usualArraySize } from './array.ts';
import { slurmCommand, type SlurmAnswer } from './command.ts';
import { lastScript, signalSeconds, workerScript } from './job-script.ts';

/** How long workers may take to finish what is in flight when they are cancelled, and how often it is looked whether they have. */
const cancelPatience = { graceMs: 60_000, lookEveryMs: 1_000 };

export interface SlurmOptions {
  /** Name of the target in the strategy. */
  readonly name: string;
  readonly target: SlurmTarget;
  readonly run: TargetRun;
  /** The workers to send out, by their numbers; all of them where it is absent. */
  readonly indexes?: readonly number[];
  readonly patience?: typeof cancelPatience;
}

/** Workers as the tasks of an array job, and behind them a job that ends the run. */
export function slurmTarget({ name, target, run, indexes, patience = cancelPatience }: SlurmOptions): RunTarget {
  const { folder, signal } = run;
  const own = targetFolder(folder);

  return {
    async submit(attempt, slices) {
      const runner = await copyRunner();
      const scripts = { folder, runner, workers: target.workers, node: process.execPath };
      const [job, last] = [join(own, 'worker.sh'), join(own, 'last.sh')];
      await writeFile(job, workerScript(scripts), { mode: 0o755 });
      await writeFile(last, lastScript(scripts), { mode: 0o755 });
      await mkdir(join(folder, 'logs'), { recursive: true });
      const all = indexes ?? Array.from({ length: target.workers }, (_, index) => index);
      const jobs: string[] = [];
      for (const { offset, spec } of arrayWindows(all, await maxArraySize())) {
        const exported = offset === 0 ? [] : [`--export=ALL,WORDMILL_OFFSET=${offset}`];
        const gpus = target.gpus === 0 ? [] : [`--gres=gpu:${target.gpus}`];
        const options = [`--array=${spec}`, '--requeue', `--signal=B:USR1@${signalSeconds}`, ...exported, ...gpus];
        jobs.push(await sbatch(job, '%A_%a', [...options, ...common(run.strategy)]));
      }
      const after = `--dependency=afterany:${jobs.join(':')}`;
      const lastJob = await sbatch(last, '%j', [after, ...common(`${run.strategy}-last`)]).catch((error: unknown) => {
        // The workers are on their way; whoever follows the run can end it too.
        if (error instanceof TargetError) return null;
        throw error;
      });
      const time = new Date().toISOString();
      return { format: 1, name, kind: 'slurm', jobs, last: lastJob, workers: target.workers, attempt, slices, time };
    },
    state,
    async cancel(submission) {
      const { jobs, last } = submission;
      if (last !== null) await scancel([last]);
      // Tasks that wait would begin as soon as others end.
      await scancel(['--state=PENDING', ...jobs]);
      await scancel(['--batch', '--signal=TERM', ...jobs]);
      const endMs = performance.now() + patience.graceMs;
      while ((await state(submission)).kind !== 'gone' && performance.now() < endMs) {
        await sleep(patience.lookEveryMs, undefined, { signal });
      }
      await scancel([...jobs]);
    },
    describe: ({ jobs }) => `${jobs.length === 1 ? 'job' : 'jobs'} ${jobs.join(', ')} of Slurm`,
  };

  /** Machines of the cluster need not have this one's installation, but all of them see the run folder. */
  async function copyRunner(): Promise<string> {
    const files = await runnerFiles(run.runnerScript);
    const to = join(own, 'runner');
    await mkdir(to, { recursive: true });
    // The finishing job runs from there, and sends from there.
    for (const file of files) if (file.path !== join(to, file.name)) await copyFile(file.path, join(to, file.name));
    return join(to, 'runner.cjs');
  }

  function common(jobName: string): readonly string[] {
    return [
      `--job-name=wordmill-${jobName}`,
      ...(target.partition === null ? [] : [`--partition=${target.partition}`]),
      ...(target.account === null ? [] : [`--account=${target.account}`]),
      ...(target.time === null ? [] : [`--time=${target.time}`]),
    ];
  }

  async function sbatch(script: string, pattern: string, options: readonly string[]): Promise<string> {
    const output = join(folder, 'logs').replaceAll('%', '%%');
    const placed = [`--chdir=${folder}`, `--output=${output}/slurm-${pattern}.out`, '--open-mode=append'];
    const answer = await slurm('sbatch', ['--parsable', ...options, ...placed, ...target.args, script]);
    // With several clusters it is `JOB;CLUSTER`.
    const job = /^(\d+)/m.exec(answer.stdout)?.[1];
    if (answer.code === 0 && job !== undefined) return job;
    throw new TargetError(`sbatch refused the job of target ${name}: ${saying(answer)}`, { usage: true });
  }

  async function maxArraySize(): Promise<number> {
    const { code, stdout } = await slurm('scontrol', ['show', 'config']);
    const size = code === 0 ? Number(/^MaxArraySize\s*=\s*(\d+)/m.exec(stdout)?.[1]) : Number.NaN;
    return Number.isSafeInteger(size) && size > 0 ? size : usualArraySize;
  }

  async function state({ jobs, last }: Submission): Promise<JobState> {
    const ids = [...jobs, ...(last === null ? [] : [last])];
    const answer = await slurm('squeue', ['--noheader', '--array', `--jobs=${ids.join(',')}`, '--format=%F %T %r']);
    if (answer.code !== 0) {
      // Only jobs that ended some time ago are unknown; all else is the controller's trouble.
      if (/invalid job id/i.test(answer.words)) return { kind: 'gone', reason: null };
      return { kind: 'unknown', reason: `squeue: ${saying(answer)}` };
    }
    const tasks = answer.stdout.split('\n').flatMap((line) => {
      const [, job, how, reason] = /^(\d+) (\S+) (.*)$/.exec(line.trim()) ?? [];
      return job === undefined || how === undefined ? [] : [{ job, how, reason: reason ?? '' }];
    });
    if (tasks.length === 0) return { kind: 'gone', reason: null };
    const first = (tasks.find(({ job }) => job !== last) ?? tasks[0])?.reason ?? '';
    return tasks.every(({ how }) => how === 'PENDING')
      ? { kind: 'waiting', reason: first === 'None' ? 'in the queue' : `in the queue (${first})` }
      : { kind: 'running', notice: null };
  }

  async function scancel(args: readonly string[]): Promise<void> {
    const answer = await slurm('scancel', args);
    // To cancel what has ended already is no failure.
    if (answer.code !== 0 && !/invalid job id|already completing or completed/i.test(answer.words)) {
      throw new TargetError(`scancel ${args.join(' ')} failed: ${saying(answer)}`);
    }
  }

  function slurm(command: string, args: readonly string[]): Promise<SlurmAnswer> {
    return slurmCommand(command, args, { signal, environment: process.env });
  }
}

function saying({ words, code }: SlurmAnswer): string {
  return words === '' ? `it said nothing (exit code ${code}).` : words;
}
