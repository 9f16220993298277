import { join } from 'node:path';
import type { Spent } from '#engine';
import type { FileSystem } from '../file-system.ts';
import { type Counts, spentIn, spentOf } from './counts.ts';
import { journalIn } from './journal.ts';
import { type Layout, sliceOfJournal } from './layout.ts';

/** What a run has spent so far: on slices that are, or once were, finished, and on those whose journals are open. */
export async function spentBefore(
  system: FileSystem,
  layout: Layout,
  {
    finished,
    modelOf,
    owns,
  }: {
    readonly finished: ReadonlyMap<string, Readonly<Pick<Counts, 'by_model'>>>;
    readonly modelOf: (rephrasing: string) => string;
    /** Whether a slice counts; of one of several workers only its own do. */
    readonly owns: (slice: string) => boolean;
  },
): Promise<readonly Spent[]> {
  const spent = [...finished.values()].flatMap(spentIn);
  for (const name of await system.list(layout.journals)) {
    if (!name.endsWith('.jsonl') || !owns(sliceOfJournal(name))) continue;
    const bytes = await system.read(join(layout.journals, name));
    if (bytes === null) continue;
    for (const { outcome } of journalIn(bytes).outcomes) spent.push(...spentOf(outcome, modelOf));
  }
  return spent;
}
