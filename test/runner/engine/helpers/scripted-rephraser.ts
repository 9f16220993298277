import {
  createDispatch,
  type Dealt,
  type Job,
  pause,
  type Rephraser,
  type RephraserAnswer,
  type RephraserError,
} from '#engine';
import type { SimulatedClock } from '../../../helpers/simulated-clock.ts';

const answer: RephraserAnswer = { text: 'done', finishReason: 'stop', inputTokens: 1, outputTokens: 1 };
export const asked = { messages: [], sampling: {}, seed: 1 };
export const request = () => asked;

/** The end of a job that nothing follows. */
export function dealt(durable: Promise<void> | void, next: readonly Job[] = []): Dealt {
  return { durable: Promise.resolve(durable), next };
}

export const unasked = () => dealt();
export const latencyMs = 100;

type Behaviour = (call: { readonly number: number; readonly nowMs: number }) => RephraserError | undefined;

/** A model that answers after a fixed time, or fails as the behaviour says. */
export function scripted(clock: SimulatedClock, concurrency: number | 'auto', behaviour: Behaviour = () => undefined) {
  const seen = { calls: 0, inFlight: 0, peak: 0 };
  const rephraser: Rephraser = {
    label: 'scripted',
    concurrency,
    dispose: async () => undefined,
    async rephrase(_request, { signal }) {
      const number = seen.calls++;
      seen.inFlight++;
      seen.peak = Math.max(seen.peak, seen.inFlight);
      try {
        await pause(clock, latencyMs, signal);
        const error = behaviour({ number, nowMs: clock.now() });
        if (error) throw error;
        return answer;
      } finally {
        seen.inFlight--;
      }
    },
  };
  return { rephraser, seen };
}

/** Runs `count` jobs and gives what became of each. */
export async function runJobs(
  rephraser: Rephraser,
  clock: SimulatedClock,
  count: number,
  options: Partial<Record<'drain' | 'abort', AbortSignal>> = {},
) {
  const outcomes: string[] = [];
  const never = new AbortController().signal;
  const dispatch = createDispatch({
    clock,
    random: () => 0.5,
    drain: options.drain ?? never,
    abort: options.abort ?? never,
  });
  let read = 0;
  async function* jobs(): AsyncGenerator<Job> {
    for (; read < count; ) {
      const index = read++;
      yield {
        rephraser,
        request,
        done: () => dealt(void (outcomes[index] = 'answered')),
        failed: (error) => dealt(void (outcomes[index] = error.message)),
        unasked,
      };
    }
  }
  const result = clock.until(dispatch.run(jobs()));
  return { result, outcomes, read: () => read, dispatch };
}
