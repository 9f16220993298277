import { numberIn } from '../schema/number.ts';
import { percent } from '../schema/spec.ts';
import { contentSpan } from '../syntax/placement.ts';
import { duplicates } from './duplicate-key.ts';
import { problem, replacements } from './problem.ts';
import type { Check } from './visit.ts';
import { found } from './words.ts';

/** Shares of a whole: each from 0 to 100 %, and together no more than the whole. */
export const shares: Check = (visit, report) => {
  if (visit.kind !== 'value' || visit.spec.kind !== 'shares' || visit.node?.kind !== 'map') return;
  const { node, place } = visit;
  for (const told of duplicates(node.pairs, place.text)) report(told);
  let sum = 0;
  for (const { key, value } of node.pairs) {
    const share = value?.kind === 'scalar' ? numberIn(value, percent) : undefined;
    const span = value?.span ?? contentSpan(key);
    if (share === undefined) {
      const is = value === undefined ? 'it has none' : `this is ${found(value)}`;
      report(
        problem('wrong-type', span, `The share of \`${key.text}\` is a number such as \`20%\` or 0.2, and ${is}.`),
      );
    } else if (share < 0 || share > 1) {
      const said = value?.kind === 'scalar' ? value.text : shown(share);
      const message = `The share of \`${key.text}\` goes from 0 to 100%, and this is ${said}.`;
      const isPercent = share > 1 && share <= 100 && !said.includes('%');
      report(problem('out-of-range', span, message, isPercent ? replacements(span, [shown(share / 100)]) : []));
    } else sum += share;
  }
  if (sum > 1 + 1e-9) {
    const span = place.pair === undefined ? node.span : contentSpan(place.pair.key);
    const message = `The shares of \`${place.path.at(-1) ?? ''}\` are ${shown(sum)} together, more than the whole.`;
    report(problem('out-of-range', span, message));
  }
};

function shown(share: number): string {
  return `${Math.round(share * 1e4) / 100}%`;
}
