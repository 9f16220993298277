import { contentSpan } from '../syntax/placement.ts';
import type { Node } from '../syntax/tree.ts';
import { problem } from './problem.ts';
import type { Check } from './visit.ts';
import { duplicates } from './duplicate-key.ts';
import { found } from './words.ts';

/** Weights of a variable: numbers of 0 or more, of which one at least is not 0. */
export const weights: Check = (visit, report) => {
  if (visit.kind !== 'value' || visit.spec.kind !== 'weights' || visit.node?.kind !== 'map') return;
  const { node, place } = visit;
  const name = place.path.at(-1) ?? '';
  for (const told of duplicates(node.pairs, place.text)) report(told);
  let sound = true;
  for (const { key, value } of node.pairs) {
    const weight = numberOf(value);
    if (weight !== undefined && weight >= 0 && Number.isFinite(weight)) continue;
    sound = false;
    const span = value?.span ?? contentSpan(key);
    if (value === undefined || weight === undefined) {
      const is = value === undefined ? 'it has none' : `this is ${found(value)}`;
      report(problem('wrong-type', span, `The weight of \`${key.text}\` is a number of 0 or more, and ${is}.`));
    } else report(problem('out-of-range', span, `The weight of \`${key.text}\` is 0 or more, and this is ${weight}.`));
  }
  if (sound && node.pairs.every(({ value }) => numberOf(value) === 0)) {
    const span = place.pair === undefined ? node.span : contentSpan(place.pair.key);
    const message =
      node.pairs.length === 0
        ? `\`${name}\` has no values.`
        : `All weights of \`${name}\` are 0, so no value can be drawn.`;
    const [first] = node.pairs;
    const fixes =
      first?.value === undefined
        ? []
        : [{ title: `Give \`${first.key.text}\` the weight 1`, edits: [{ span: first.value.span, text: '1' }] }];
    report(problem('zero-weights', span, message, fixes));
  }
};

function numberOf(node: Node | undefined): number | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'number' && !Number.isNaN(node.value)
    ? node.value
    : undefined;
}
