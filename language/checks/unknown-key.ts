import { closest } from '../nearest.ts';
import { allKeys, chosenVariant, openKeys } from '../schema/spec.ts';
import { contentSpan } from '../syntax/placement.ts';
import { didYouMean, problem, replacements } from './problem.ts';
import type { Check } from './visit.ts';

/** Keys that the table does not know here, and keys that exclude each other. */
export const unknownKey: Check = (visit, report) => {
  if (visit.kind !== 'map') return;
  const { spec, pairs } = visit;
  const present = pairs.map(({ key }) => key.text);
  const known = new Set(allKeys(spec).map(({ key }) => key));
  const variant = chosenVariant(spec, present);
  for (const [index, { key }] of pairs.entries()) {
    const name = key.text;
    const span = contentSpan(key);
    if (!known.has(name)) {
      const near = closest(
        name,
        openKeys(spec, spec.single === true ? [] : present).map((open) => open.key),
      );
      report(
        problem(
          'unknown-key',
          span,
          `\`${name}\` is no key of ${spec.noun}${didYouMean(near)}`,
          replacements(span, near),
        ),
      );
    } else if (spec.single === true && index > 0 && name !== present[0]) {
      report(
        problem(
          'unknown-key',
          span,
          `\`${name}\` cannot stand beside \`${present[0] ?? ''}\`: ${spec.noun} has one key.`,
        ),
      );
    } else if (variant !== undefined && !spec.keys.concat(variant.keys).some((open) => open.key === name)) {
      report(
        problem(
          'unknown-key',
          span,
          `\`${name}\` cannot stand beside \`${variant.key}\`: ${spec.noun} is one or the other.`,
        ),
      );
    }
  }
};
