import type { FileSystem } from '../file-system.ts';
import type { Machine } from '../machine.ts';
import { StoreError } from '../store-error.ts';
import type { Layout } from './layout.ts';
import { isAtWork, readStatuses } from './status.ts';

/**
 * Refuses a folder in which workers are at work, to whoever wants to have it alone: what is not fenced against them would
 * write the same slices.
 * @throws StoreError `locked`
 */
export async function refuseOtherWorkers(system: FileSystem, machine: Machine, layout: Layout): Promise<void> {
  if ((await system.status(layout.setup)) === null) return;
  const statuses = await readStatuses(system, layout);
  const [first, ...others] = statuses.filter((status) => /^w\d/.test(status.worker) && isAtWork(status, machine));
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  throw new StoreError(
    'locked',
    `Workers are at work in the run folder ${layout.folder} (${first.worker} on ${first.host}${more}); wait for them or end them first. One that was killed counts as at work for half a minute.`,
  );
}
