import { closest } from '../nearest.ts';
import type { Fix, Problem } from '../problem.ts';
import { allKeys, chosenVariant, type EntriesSpec, type KeySpec, type MapSpec, nouns } from '../schema/spec.ts';
import { specAt } from '../schema/spec-at.ts';
import type { Span } from '../span.ts';
import { contentSpan } from '../syntax/placement.ts';
import type { MapNode } from '../syntax/tree.ts';
import { insertKey } from './insert.ts';
import { alternatives, problem } from './problem.ts';
import type { Check, MapVisit, Place } from './visit.ts';

/** Keys that are needed and absent. */
export const missingKey: Check = (visit, report) => {
  const entries =
    visit.kind === 'entries' ? visit.pairs : visit.kind === 'value' && visit.node === undefined ? [] : undefined;
  if (visit.kind !== 'map') {
    if (visit.spec.kind === 'entries' && entries !== undefined)
      missingEntries(visit.spec, entries.length, visit.place, report);
    return;
  }
  if (visit.partial) return;
  const { spec, pairs, node, place } = visit;
  const present = pairs.map(({ key }) => key.text);
  const span = spanOf(visit);
  const name = subjectOf(visit);
  const { missing, undecided } = missingKeys(spec, present);
  if (undecided.length > 0) {
    const words = alternatives(undecided.map(({ key }) => `\`${key}\``));
    const fixes = undecided.flatMap((key) => fixOf(visit, key, formOf(spec, key)));
    report(problem('missing-key', span, `${name} needs ${words}.`, fixes));
  }
  for (const key of missing) {
    const where = node === undefined && pairs.length === 0 && place.path.length === 1 ? `${name} is empty and` : name;
    report(problem('missing-key', span, `${where} needs \`${key.key}\`.`, fixOf(visit, key)));
  }
};

/** Of several in a list the one that lacks something. */
function isItem(visit: MapVisit): visit is MapVisit & { readonly node: MapNode } {
  return visit.node !== undefined && visit.place.pair?.value?.kind === 'list';
}

function spanOf(visit: MapVisit): Span {
  if (!isItem(visit)) return visit.place.pair === undefined ? { start: 0, end: 0 } : contentSpan(visit.place.pair.key);
  const { node } = visit;
  const [first] = node.pairs;
  return first === undefined ? node.span : contentSpan(first.key);
}

function subjectOf(visit: MapVisit): string {
  if (!isItem(visit)) return `\`${visit.place.path.at(-1) ?? ''}\``;
  const { noun } = visit.spec;
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}

function missingEntries(
  spec: EntriesSpec,
  count: number,
  { pair, path, text }: Place,
  report: (found: Problem) => void,
): void {
  if (count >= spec.atLeast || pair === undefined) return;
  const name = path.at(-1) ?? '';
  const example = specAt(path)
    ?.key?.example.split('\n')
    .slice(1)
    .map((line) => line.slice(2))
    .join('\n');
  const edit =
    pair.value === undefined && example !== undefined ? insertKey(text, undefined, pair, { example }) : undefined;
  const fixes = edit === undefined ? [] : [{ title: `Add a ${nouns[spec.defines]}`, edits: [edit] }];
  report(
    problem('missing-key', contentSpan(pair.key), `\`${name}\` needs at least one ${nouns[spec.defines]}.`, fixes),
  );
}

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
  // Where two forms stand, it is not clear which one lacks something.
  const clear = (spec.variants?.filter(({ key }) => present.includes(key)).length ?? 0) < 2;
  const needed = [...spec.keys, ...(clear ? (variant?.keys ?? []) : [])].filter(({ required }) => required === true);
  // A key that is nearly right is told as unknown, and not once more as absent.
  const known = new Set(allKeys(spec).map(({ key }) => key));
  const unknown = present.filter((key) => !known.has(key));
  const isMeant = ({ key }: KeySpec): boolean => unknown.some((word) => closest(word, [key]).length > 0);
  return {
    missing: needed.filter((key) => !present.includes(key.key) && !isMeant(key)),
    undecided: undecided.some(isMeant) ? [] : undecided,
  };
}

/** The keys that a form needs, the deciding one first. */
function formOf(spec: MapSpec, { key }: KeySpec): readonly KeySpec[] {
  const form = spec.variants?.find((variant) => variant.key === key);
  return form?.keys.filter(({ required }) => required === true) ?? [];
}

function fixOf({ node, place }: MapVisit, key: KeySpec, together: readonly KeySpec[] = []): readonly Fix[] {
  const keys = together.length > 0 ? together : [key];
  const example = keys.map((one) => one.example).join(node?.flow === true ? ', ' : '\n');
  const edit = insertKey(place.text, node, place.pair, { example });
  return edit === undefined ? [] : [{ title: `Add \`${key.key}\``, edits: [edit] }];
}
