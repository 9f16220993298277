import type { Spent } from '#engine';
import type { FileSystem } from '../file-system.ts';
import { type Counts, spentIn, spentOf } from './counts.ts';
import { journalIn } from './journal.ts';
import type { Layout } from './layout.ts';

/** What a run has spent so far: on slices that are, or once were, finished, and on those whose journals are open. */
export async function spentBefore(
  system: FileSystem,
  layout: Layout,
  {
    finished,
    modelOf,
  }: {
    readonly finished: ReadonlyMap<string, Readonly<Pick<Counts, 'by_model'>>>;
    readonly modelOf: (rephrasing: string) => string;
  },
): Promise<readonly Spent[]> {
  const spent = [...finished.values()].flatMap(spentIn);
  for (const name of await system.list(layout.journals)) {
    if (!name.endsWith('.jsonl')) continue;
    const bytes = await system.read(layout.journal(name.slice(0, -'.jsonl'.length)));
    if (bytes === null) continue;
    for (const { outcome } of journalIn(bytes).outcomes) spent.push(...spentOf(outcome, modelOf));
  }
  return spent;
}
