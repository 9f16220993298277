import { type Machine, openRun, StoreError } from '#store';
import { folder, machineOf, planOf } from './small-run.ts';
import type { SimulatedDisk } from './simulated-disk.ts';

/** The StoreError with which something is refused. */
export async function errorOf(promise: Promise<unknown>): Promise<StoreError> {
  const error = await promise.catch((caught: unknown) => caught);
  if (error instanceof StoreError) return error;
  throw new Error('It should have been refused.', { cause: error });
}

/** The small run on this disk. */
export function opened(disk: SimulatedDisk, changes: Partial<Machine> = {}, worker = 'local') {
  return openRun(folder, planOf(), worker, { machine: machineOf(disk, changes) });
}
