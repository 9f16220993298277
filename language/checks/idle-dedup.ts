import { booleanOf, numberOf, pairOf, scalarOf } from '../resolve/read.ts';
import { contentSpan } from '../syntax/placement.ts';
import { problem } from './problem.ts';
import type { Check } from './visit.ts';

/** A search for duplicates that looks for none, and a decontamination that takes nothing away. */
export const idleDedup: Check = (visit, report) => {
  if (visit.kind !== 'map') return;
  const { node, place, spec } = visit;
  if (spec.noun === 'the search for duplicates' && booleanOf(node, 'exact') === false) {
    const minhash = pairOf(node, 'minhash')?.value;
    const near = minhash?.kind === 'map' || (minhash?.kind === 'scalar' && minhash.value !== false);
    if (near || place.pair === undefined) return;
    const message = 'Neither equal nor nearly equal texts are looked for, so no duplicate is found.';
    report(problem('no-effect', contentSpan(place.pair.key), message));
  }
  const overlap = spec.noun === 'the decontamination' ? scalarOf(node, 'overlap') : undefined;
  if (overlap === undefined || numberOf(node, 'overlap') !== 1) return;
  const message = 'No share of an item is above 1, so no text is found to hold one.';
  report(problem('no-effect', contentSpan(overlap), message));
};
