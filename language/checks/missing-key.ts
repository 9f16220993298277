import { closest } from '../nearest.ts';
import type { Fix } from '../problem.ts';
import { allKeys, chosenVariant, type KeySpec, type MapSpec } from '../schema/spec.ts';
import { contentSpan } from '../syntax/placement.ts';
import { insertKey } from './insert.ts';
import { alternatives, problem } from './problem.ts';
import type { Check, MapVisit } from './visit.ts';

/** Keys that are needed and absent. */
export const missingKey: Check = (visit, report) => {
  if (visit.kind !== 'map' || visit.partial) return;
  const { spec, pairs, node, place } = visit;
  const present = pairs.map(({ key }) => key.text);
  const span = place.pair === undefined ? { start: 0, end: 0 } : contentSpan(place.pair.key);
  const name = place.path.at(-1) ?? '';
  const { missing, undecided } = missingKeys(spec, present);
  if (undecided.length > 0) {
    const words = alternatives(undecided.map(({ key }) => `\`${key}\``));
    const fixes = undecided.flatMap((key) => fixOf(visit, key));
    report(problem('missing-key', span, `\`${name}\` needs ${words}.`, fixes));
  }
  for (const key of missing) {
    const where =
      node === undefined && pairs.length === 0 && place.path.length === 1 ? `\`${name}\` is empty and` : `\`${name}\``;
    report(problem('missing-key', span, `${where} needs \`${key.key}\`.`, fixOf(visit, key)));
  }
};

/** What is missing of a map in which `present` stand: keys that are needed, or the deciding keys of forms. */
export function missingKeys(
  spec: MapSpec,
  present: readonly string[],
): { readonly missing: readonly KeySpec[]; readonly undecided: readonly KeySpec[] } {
  if (spec.single === true) {
    return { missing: [], undecided: present.length === 0 ? spec.keys : [] };
  }
  const variant = chosenVariant(spec, present);
  const undecided =
    spec.variants === undefined || variant !== undefined
      ? []
      : spec.variants.flatMap(({ key, keys }) => keys.filter((candidate) => candidate.key === key));
  const needed = [...spec.keys, ...(variant?.keys ?? [])].filter(({ required }) => required === true);
  // A key that is nearly right is told as unknown, and not once more as absent.
  const known = new Set(allKeys(spec).map(({ key }) => key));
  const unknown = present.filter((key) => !known.has(key));
  const isMeant = ({ key }: KeySpec): boolean => unknown.some((word) => closest(word, [key]).length > 0);
  return {
    missing: needed.filter((key) => !present.includes(key.key) && !isMeant(key)),
    undecided: undecided.some(isMeant) ? [] : undecided,
  };
}

function fixOf({ node, place }: MapVisit, key: KeySpec): readonly Fix[] {
  const edit = insertKey(place.text, node, place.pair, key);
  return edit === undefined ? [] : [{ title: `Add \`${key.key}\``, edits: [edit] }];
}
