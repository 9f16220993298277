import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '#language';
import type { Plan } from '#engine';
import { readProgress, readRun, type RunSetup, type RunStatus, type Source, StoreError } from '#store';
import { openTarget, readSubmission, type RunTarget, runId, type Submission, writeSubmission } from '#targets';
import { endOfRun } from '../end-of-run.ts';
import type { LastStepInputs } from '../last-step.ts';
import { CommandError, type ExitCode, exitCodes } from '../exit.ts';
import type { ModelOverrides } from '../rephrasers.ts';
import { idleWorkers, setUpRun } from '../set-up.ts';
import type { CommandContext } from './context.ts';
import { createFollower, type Follower } from './follower.ts';

export interface TargetCommand {
  readonly folder: string;
  readonly plan: Plan;
  readonly baseFolder: string;
  readonly sources: readonly Source[];
  readonly inputs: LastStepInputs;
  readonly overrides: ModelOverrides;
  readonly retryFailed: boolean;
  /** Name of a target; undefined where the folder is only set up. */
  readonly target: string | undefined;
  readonly setUp: boolean;
  readonly cancel: boolean;
  readonly format: 'text' | 'json';
}

/** How often the run's files are looked at, and after how many looks the scheduler is asked. */
const lookEveryMs = 2_000;
const looksBetweenQuestions = 5;

/**
 * `wordmill run FILE --target NAME`: sets the run up, sends its workers out, and follows them until the run has ended.
 * Exit codes are those of a run on this machine; 130 where it is followed no longer, with the workers going on.
 */
export async function runOnTarget(command: TargetCommand, context: CommandContext): Promise<ExitCode> {
  const { console, signals } = context;
  const { folder, plan, setUp, cancel, format } = command;
  const name = command.target;
  if (cancel && (name === undefined || setUp)) {
    throw new CommandError(exitCodes.usage, '--cancel ends what was sent to a target: name it with --target NAME.');
  }
  if (name === undefined) {
    const setup = await setUpRun(setUpOptions());
    const { units, left } = await readProgress(folder);
    console.talk(
      `${folder} is set up: ${left.length} of ${units} slices are to be done. Start N workers with \`wordmill worker DIR --index I --of N\`, and end with \`wordmill worker DIR --last --of N\`.`,
    );
    if (format === 'json')
      console.result(
        JSON.stringify({ event: 'set-up', output: folder, run: setup.run, slices: units, left: left.length }),
      );
    return exitCodes.fine;
  }
  const target = targetNamed(name, plan);
  const follower = createFollower(format, console);
  // What the target's own words lack is said before anything is written.
  reach(name, target, { run: '', created: '' });
  if (cancel) return cancelled(name, target);

  const { submission, reached } = (await alreadySent(name, target)) ?? (await send(name, target));
  follower.started({
    strategy: plan.strategy.name,
    strategy_hash: plan.hash,
    output: folder,
    target: name,
    jobs: submission.jobs,
  });
  return follow({ reached, submission, follower });

  function setUpOptions() {
    const { baseFolder, sources, inputs, overrides, retryFailed } = command;
    return {
      folder,
      plan,
      baseFolder,
      sources,
      inputs,
      overrides,
      retryFailed,
      signal: signals.drain,
      onNotice: console.talk,
    };
  }

  function reach(targetName: string, where: Target, setup: Pick<RunSetup, 'run' | 'created'>): RunTarget {
    const { environment, runnerScript } = context.rephraserOptions({
      strategyFolder: command.baseFolder,
      signal: signals.abort,
      onNotice: console.talk,
    });
    const strategy = plan.strategy.name;
    const run = { folder, strategy, id: runId(folder, setup), runnerScript, environment, signal: signals.abort };
    return openTarget({ ...run, name: targetName, target: where });
  }

  /** Workers that are under way already are followed, and not sent a second time. */
  async function alreadySent(targetName: string, where: Target): Promise<Sent | null> {
    const submission = await readSubmission(folder);
    if (submission === null || submission.name !== targetName) return null;
    const reached = reach(targetName, where, await readProgress(folder).then(({ setup }) => setup));
    const { kind } = await reached.state(submission);
    if (kind === 'gone') return null;
    console.talk(`The run is under way as ${reached.describe(submission)}; it is followed from here.`);
    return { submission, reached };
  }

  async function send(targetName: string, where: Target): Promise<Sent> {
    const setup = await setUpRun(setUpOptions());
    const { slices, left } = await readProgress(folder);
    const idle = idleWorkers(setup, where.workers);
    if (idle !== null) follower.warning(idle);
    const reached = reach(targetName, where, setup);
    const before = await readSubmission(folder);
    const submission = await reached.submit((before?.attempt ?? 0) + 1, slices);
    await writeSubmission(folder, submission);
    const what = `${left.length} ${left.length === 1 ? 'slice' : 'slices'} for ${where.workers} workers`;
    console.talk(`Sent ${what} as ${reached.describe(submission)}. Ctrl-C leaves them running; --cancel ends them.`);
    return { submission, reached };
  }

  async function cancelled(targetName: string, where: Target): Promise<ExitCode> {
    const submission = await readSubmission(folder);
    if (submission === null || submission.name !== targetName) {
      throw new CommandError(exitCodes.usage, `Nothing of ${folder} was sent to target ${targetName}.`);
    }
    const reached = reach(targetName, where, await readProgress(folder).then(({ setup }) => setup));
    console.talk(`Ending ${reached.describe(submission)}; what is in flight is finished first.`);
    await reached.cancel(submission);
    follower.ended('interrupted', await readRun(folder), 'It was cancelled; everything that was finished is safe.');
    return exitCodes.cancelled;
  }

  async function follow({
    reached,
    submission: first,
    follower: tells,
  }: Sent & { follower: Follower }): Promise<ExitCode> {
    let submission = first;
    let gone = false;
    for (let look = 0; ; look++) {
      const status = await readRun(folder);
      if (signals.drain.aborted) {
        tells.ended(
          'interrupted',
          status,
          `It is followed no longer, and goes on as ${reached.describe(submission)}. The same command follows it again; with --cancel it ends it.`,
        );
        return exitCodes.cancelled;
      }
      if (status.state === 'finished') return finished(status, tells);
      if (gone) return ended(status, submission, tells);
      let notice: string | null = null;
      if (look % looksBetweenQuestions === 0) {
        // The job that ends the run may have sent workers out again.
        submission = (await readSubmission(folder)) ?? submission;
        const state = await reached.state(submission);
        // Looked at once more: the last of them may have ended the run since the status was read.
        gone = state.kind === 'gone' && (await readSubmission(folder))?.attempt === submission.attempt;
        if (state.kind === 'waiting' || state.kind === 'unknown') notice = state.reason;
        else if (state.kind === 'running') notice = state.notice;
        else if (state.reason !== null) tells.warning(`${reached.describe(submission)} ${state.reason}`);
      }
      tells.progress(status, notice);
      if (!gone) await sleep(lookEveryMs, undefined, { signal: signals.drain }).catch(() => undefined);
    }
  }

  function finished(status: RunStatus, tells: Follower): ExitCode {
    tells.ended('finished', status, null);
    return exitCodes.fine;
  }

  /** No job is left, and nobody has ended the run: that is done here where nothing is missing. */
  async function ended(status: RunStatus, submission: Submission, tells: Follower): Promise<ExitCode> {
    try {
      const { languageIdentifier } = context;
      const signal = AbortSignal.any([signals.drain, signals.abort]);
      const ending = await endOfRun(folder, submission.workers, { languageIdentifier, signal, onNotice: console.talk });
      if (ending.kind === 'ended') return finished(await readRun(folder), tells);
      const { length } = ending.units;
      const silent = status.workers.length === 0;
      const message = silent
        ? `All jobs have ended, and no worker has written into ${folder}: see whether the machines of target ${name} have node and see this folder, and what ${folder}/logs says.`
        : `All jobs have ended with ${length} ${length === 1 ? 'slice' : 'slices'} unfinished; ${folder}/logs says why. The same command sends out what is left.`;
      tells.ended('failed', await readRun(folder), message);
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'locked') throw error;
      tells.ended('failed', status, error.message);
    }
    return exitCodes.unfinished;
  }
}

interface Sent {
  readonly submission: Submission;
  readonly reached: RunTarget;
}

function targetNamed(name: string, { strategy }: Plan): Target {
  const target = strategy.targets[name];
  if (target !== undefined) return target;
  const known = Object.keys(strategy.targets);
  const there = known.length === 0 ? 'it has no targets' : `it has: ${known.join(', ')}`;
  throw new CommandError(exitCodes.usage, `The strategy has no target ${name}; ${there}.`);
}
