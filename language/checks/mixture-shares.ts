import { mapOf, pairOf, quantityOf, scalarOf } from '../resolve/read.ts';
import { numberIn, written } from '../schema/number.ts';
import { percent } from '../schema/spec.ts';
import { contentSpan } from '../syntax/placement.ts';
import { insertKey } from './insert.ts';
import { problem } from './problem.ts';
import type { Check } from './visit.ts';

/** Shares of a mixture that are more than the whole together, and a mixture without a size or without natural text. */
export const mixtureShares: Check = (visit, report) => {
  if (visit.kind !== 'map' || visit.spec.noun !== 'the mixture') return;
  const { node, place } = visit;
  const natural = quantityOf(node, 'natural', percent);
  const naturalKey = pairOf(node, 'natural')?.key;
  const styles = pairOf(node, 'styles');
  const floors = sumOf(mapOf(node, 'styles'));
  if (natural !== undefined && styles !== undefined && natural <= 1 && floors <= 1 && natural + floors > 1 + 1e-9) {
    const message = `The shares of \`styles\` (${shown(floors)}) and of natural text (${shown(natural)}) are more than the whole together.`;
    report(problem('out-of-range', contentSpan(styles.key), message));
  }
  if (natural === 1 && naturalKey !== undefined && pairOf(node, 'tokens') === undefined) {
    const message = 'A mixture of natural text alone needs `tokens`, which says how large it is.';
    const edit = insertKey(place.text, node, place.pair, { example: 'tokens: 10B' });
    const fixes = edit === undefined ? [] : [{ title: 'Add `tokens`', edits: [edit] }];
    report(problem('missing-key', contentSpan(naturalKey), message, fixes));
  }
  const from = pairOf(node, 'from');
  const without =
    pairOf(node, 'natural') === undefined || natural === 0 || scalarOf(node, 'natural')?.text === 'not published';
  if (from !== undefined && without) {
    const message = '`from` says where natural text comes from, and `natural` asks for none.';
    report(problem('no-effect', contentSpan(from.key), message));
  }
};

function sumOf(map: ReturnType<typeof mapOf>): number {
  const shares = (map?.pairs ?? []).map(({ value }) =>
    value?.kind === 'scalar' ? numberIn(value, percent) : undefined,
  );
  return shares.reduce<number>((sum, share) => sum + Math.max(0, share ?? 0), 0);
}

function shown(share: number): string {
  return written(share, { suffixes: percent });
}
