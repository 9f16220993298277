import { numberIn, written } from '../schema/number.ts';
import { type NumberSpec, percent } from '../schema/spec.ts';
import { problem, replacements } from './problem.ts';
import type { Check } from './visit.ts';
import { fits } from './wrong-type.ts';

/** Numbers that are smaller or larger than the key allows. */
export const outOfRange: Check = (visit, report) => {
  if (visit.kind !== 'value' || visit.spec.kind !== 'number' || visit.node?.kind !== 'scalar') return;
  const { spec, node, place } = visit;
  const value = numberIn(node, spec.suffixes);
  if (value === undefined || !fits(spec, node) || isUnsupportedVersion(place.path)) return;
  const tooSmall = value < spec.min || (spec.above === true && value === spec.min);
  if (!tooSmall && value <= spec.max) return;
  const key = place.path.at(-1) ?? '';
  const isPercent = spec.suffixes === percent && value > 1 && value <= 100 && !node.text.includes('%');
  // A share of 60 is 60 %.
  const meant = isPercent ? [written(value / 100, spec)] : nearest(tooSmall, spec);
  const fixes = replacements(node.span, meant);
  report(problem('out-of-range', node.span, `\`${key}\` goes ${rangeWords(spec)}, and this is ${node.text}.`, fixes));
};

/** The nearest number that is allowed, where there is one that is not quite another thing: all of a whole, or nothing. */
function nearest(tooSmall: boolean, spec: NumberSpec): readonly string[] {
  if (spec.extreme === true || spec.suffixes === percent) return [];
  if (!tooSmall) return [written(spec.max, spec)];
  return spec.above === true ? [] : [written(spec.min, spec)];
}

/** Versions have a problem of their own. */
function isUnsupportedVersion(path: readonly string[]): boolean {
  return path.length === 1 && path[0] === 'version';
}

function rangeWords(spec: NumberSpec): string {
  const { min, max, above } = spec;
  const from = above === true ? `above ${written(min, spec)}` : `from ${written(min, spec)}`;
  return max >= Number.MAX_SAFE_INTEGER ? `${from} on` : `${from} to ${written(max, spec)}`;
}
