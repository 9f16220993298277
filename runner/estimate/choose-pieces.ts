import type { SizedPiece } from './sizes.ts';
import type { Random } from './statistics.ts';

/** Pieces of every rephrasing that are asked about, however small its share is. */
const leastOfEach = 8;

/**
 * Which pieces a probe asks about: of each rephrasing as many as its share of the prompts asks for, from all lengths alike, in a
 * drawn order, so that a probe that ends early has asked about long and short ones.
 */
export function choosePieces(
  documents: readonly (readonly SizedPiece[])[],
  most: number,
  random: Random,
): readonly SizedPiece[] {
  const byRephrasing = new Map<string, SizedPiece[]>();
  for (const sized of documents.flat()) {
    if (sized.passages === 0) continue;
    const { rephrasing } = sized.piece.identity;
    const known = byRephrasing.get(rephrasing);
    if (known) known.push(sized);
    else byRephrasing.set(rephrasing, [sized]);
  }
  const promptsOf = (some: readonly SizedPiece[]): number => some.reduce((sum, { prompt }) => sum + prompt, 0);
  const all = promptsOf([...byRephrasing.values()].flat());
  const least = Math.min(leastOfEach, Math.max(1, Math.floor(most / Math.max(1, byRephrasing.size))));
  const chosen = [...byRephrasing.values()].flatMap((some) => {
    const share = all === 0 ? 1 / byRephrasing.size : promptsOf(some) / all;
    return spread(some, Math.max(least, Math.round(most * share)), random);
  });
  return chosen
    .map((sized) => ({ sized, order: random() }))
    .toSorted((left, right) => left.order - right.order)
    .map(({ sized }) => sized);
}

/** One of each of so many equal parts of the pieces in the order of their lengths. */
function spread(some: readonly SizedPiece[], count: number, random: Random): readonly SizedPiece[] {
  if (some.length <= count) return some;
  const inOrder = some.toSorted((left, right) => left.prompt - right.prompt);
  return Array.from({ length: count }, (_, index) => {
    const place = Math.floor(((index + random()) / count) * inOrder.length);
    return inOrder[place];
  }).filter((one) => one !== undefined);
}
