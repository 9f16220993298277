import type { RunState, RunStatus } from '#store';
import type { Console } from './console.ts';
import { describeProgress } from './progress.ts';

/** Tells how a run goes that others do, in the words and events of a run on this machine. */
export interface Follower {
  started(details: object): void;
  warning(message: string): void;
  /** @param notice what the scheduler says, where it says something. */
  progress(status: RunStatus, notice: string | null): void;
  ended(state: Exclude<RunState, 'running'>, status: RunStatus, message: string | null): void;
}

export function createFollower(format: 'text' | 'json', console: Console): Follower {
  let told: string | null = null;

  function emit(event: string, details: object): void {
    if (format === 'json') console.result(JSON.stringify({ event, ...details }));
  }

  return {
    started: (details) => emit('started', details),
    warning(message) {
      emit('warning', { message });
      if (format === 'text') console.talk(`warning: ${message}`);
    },
    progress(status, notice) {
      told = notice ?? (status.state === 'running' ? null : told);
      const now = { ...numbers(status), waiting: status.waiting ?? told };
      console.progress(describeProgress(now));
      emit('progress', now);
    },
    ended(state, status, message) {
      console.endProgress();
      emit(state, { ...numbers(status), state, message });
      const done = describeProgress({ ...status, left: null, waiting: null });
      const { output } = status;
      console.talk(
        state === 'finished' ? `Finished: ${done}. The output is in ${output}` : `${done}. ${message ?? ''}`,
      );
    },
  };
}

/** A status without what it says of every single worker. */
function numbers({ workers, ...status }: RunStatus): Omit<RunStatus, 'workers'> & { readonly workers: number } {
  return { ...status, workers: workers.length };
}
