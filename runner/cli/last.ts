import { endOfRun } from '../end-of-run.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import type { CommandContext } from './context.ts';

/**
 * `wordmill worker DIR --last`: ends a run whose workers are done. Where slices are left it exits with 3, after it has sent
 * the workers that have work left out again, where the target of the run is one that asks for that.
 */
export async function endRun(
  folder: string,
  workers: number | null,
  { console, signals, languageIdentifier, rephraserOptions }: CommandContext,
): Promise<ExitCode> {
  const either = AbortSignal.any([signals.drain, signals.abort]);
  const ending = await endOfRun(folder, workers, { languageIdentifier, signal: either, onNotice: console.talk });
  if (ending.kind === 'ended') {
    console.talk(`Finished. The output is in ${folder}`);
    return exitCodes.fine;
  }
  const { resendWorkers } = await import('#targets');
  const { environment, runnerScript, signal } = rephraserOptions({
    strategyFolder: folder,
    signal: signals.abort,
    onNotice: console.talk,
  });
  const sent = await resendWorkers(folder, { left: ending.units, environment, runnerScript, signal });
  const { length } = ending.units;
  console.talk(`${length} ${length === 1 ? 'slice is' : 'slices are'} not finished. ${sent}`);
  return exitCodes.unfinished;
}
