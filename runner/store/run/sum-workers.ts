import type { FileSystem } from '../file-system.ts';
import type { Machine } from '../machine.ts';
import { addCounts, countedNumbers, type Counts, noCounts, sumCounts } from './counts.ts';
import type { Layout } from './layout.ts';
import { type CommittedSlice, readLedger } from './ledger.ts';
import { readSetup, unitsLeft } from './setup.ts';
import type { RunState, Status } from './status.ts';

/** A run that several workers share, as a whole. */
export interface SharedRun {
  readonly state: RunState;
  readonly counts: Counts;
}

/** Name of the process that ends a run; its status is of the run as a whole. */
const onlyWorker = '0000';

/**
 * Puts the workers of a run together. What is finished is in the ledgers, whoever wrote them; of workers that run, what
 * they have of open slices comes on top. Workers of earlier attempts have left their status, which says nothing of now:
 * the run is finished when every slice of its set-up is, and the last step was done.
 * @param states of the statuses, in their order
 * @returns null where the run was never set up for workers.
 */
export async function sumWorkers(
  layout: Layout,
  machine: Machine,
  system: FileSystem,
  found: {
    readonly statuses: readonly Status[];
    readonly states: readonly RunState[];
    readonly committed: ReadonlyMap<string, CommittedSlice>;
  },
): Promise<SharedRun | null> {
  if ((await system.status(layout.setup)) === null) return null;
  const { statuses, states, committed } = found;
  const counts = sumCounts(committed.values());
  for (const [index, status] of statuses.entries()) {
    if (states[index] !== 'running') continue;
    addCounts(counts, await openWork(status));
  }
  const setup = await readSetup(layout.folder, machine);
  const left = unitsLeft(setup, committed).length;
  return { state: stateOf(), counts };

  /** What a worker that runs has beyond its finished slices. */
  async function openWork(status: Status): Promise<Counts> {
    const entries = await readLedger(system, layout, status.worker);
    const own = new Set(entries.map(({ slice, attempt }) => `${slice}.${attempt}`));
    const finished = [...committed.values()].filter(
      ({ slice, attempt }) => status.worker === onlyWorker || own.has(`${slice}.${attempt}`),
    );
    return difference(status, sumCounts(finished));
  }

  function stateOf(): RunState {
    if (states.includes('running')) return 'running';
    const ended = statuses.some(({ worker, state }) => worker === onlyWorker && state === 'finished');
    // With mix.tokens a run ends before all slices are done; who has ended it has seen to that.
    if (ended && (left === 0 || setup.strategy.mix.tokens !== null)) return 'finished';
    return states.includes('failed') ? 'failed' : 'interrupted';
  }
}

/** A status is up to two seconds older than the ledger, so that less than nothing is nothing. */
function difference(all: Readonly<Counts>, part: Readonly<Counts>): Counts {
  const less = (left: number, right: number): number => Math.max(0, left - right);
  const counts = noCounts();
  for (const key of countedNumbers) counts[key] = less(all[key], part[key]);
  for (const [name, tokens] of Object.entries(all.by_model)) {
    const of = part.by_model[name];
    counts.by_model[name] = {
      input_tokens: less(tokens.input_tokens, of?.input_tokens ?? 0),
      output_tokens: less(tokens.output_tokens, of?.output_tokens ?? 0),
    };
  }
  for (const [name, { records, rejects, text_tokens }] of Object.entries(all.by_rephrasing)) {
    const of = part.by_rephrasing[name];
    counts.by_rephrasing[name] = {
      records: less(records, of?.records ?? 0),
      rejects: less(rejects, of?.rejects ?? 0),
      text_tokens: less(text_tokens, of?.text_tokens ?? 0),
    };
  }
  for (const [reason, number] of Object.entries(all.by_reason)) {
    counts.by_reason[reason] = less(number, part.by_reason[reason] ?? 0);
  }
  return counts;
}
