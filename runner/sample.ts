import { isSeed, type Plan, type SeedDocument, uniform } from '#engine';
import { readRows, type Source } from '#store';

/** Rows among which a sample is drawn. A bound, so that a preview of a corpus of any size starts at once. */
export const sampledRows = 10_000;

/**
 * The strategy's sample: documents that `seeds.keep` lets through, in the order of a seeded hash, drawn among the first
 * {@link sampledRows} rows. The same `count` gives the same documents every time, and a larger one begins with them.
 */
export async function sampleDocuments(
  sources: readonly Source[],
  plan: Plan,
  count: number,
  signal: AbortSignal,
): Promise<readonly SeedDocument[]> {
  const drawn: { readonly document: SeedDocument; readonly place: number }[] = [];
  let rows = 0;
  for (const source of sources) {
    for await (const row of readRows(source, { row: 0, offset: 0 }, signal)) {
      if (++rows > sampledRows) break;
      if (row.kind !== 'document') continue;
      const { document } = row;
      const place = uniform(`${plan.strategy.seed}\n${document.file}\n${document.row}\nsample`);
      const last = drawn[count - 1];
      if (last !== undefined && last.place <= place) continue;
      if (!isSeed(plan, document)) continue;
      drawn.push({ document, place });
      drawn.sort((left, right) => left.place - right.place);
      drawn.length = Math.min(drawn.length, count);
    }
    if (rows > sampledRows) break;
  }
  return drawn.map(({ document }) => document);
}
