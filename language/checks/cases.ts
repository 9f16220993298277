import { type Cases, keysOfCase } from '../schema/spec.ts';
import { contentSpan } from '../syntax/placement.ts';
import { insertKey } from './insert.ts';
import { alternatives, problem } from './problem.ts';
import { removal } from './duplicate-key.ts';
import type { Check, MapVisit } from './visit.ts';

/** Keys that do not go with the value of the key that decides about them, and those that it needs. */
export const cases: Check = (visit, report) => {
  if (visit.kind !== 'map' || visit.spec.cases === undefined) return;
  const { cases: rules } = visit.spec;
  const deciding = visit.pairs.find(({ key }) => key.text === rules.by)?.value;
  if (deciding?.kind !== 'scalar' || !Object.hasOwn(rules.of, deciding.text)) return;
  foreignKeys(visit, rules, deciding.text, report);
  neededKeys(visit, rules, deciding.text, report);
};

type Report = Parameters<Check>[1];

function foreignKeys({ pairs, place }: MapVisit, { by, of }: Cases, value: string, report: Report): void {
  const one = of[value];
  const own = one === undefined ? [] : keysOfCase(one);
  const all = new Set(Object.values(of).flatMap(keysOfCase));
  for (const pair of pairs) {
    const name = pair.key.text;
    if (!all.has(name) || own.includes(name)) continue;
    const fitting = Object.entries(of).filter(([, one]) => keysOfCase(one).includes(name));
    const words = alternatives(fitting.map(([other]) => `\`${other}\``));
    const message = `\`${name}\` goes with \`${by}: ${value}\` in no way; it belongs to ${words}.`;
    report(problem('unknown-key', contentSpan(pair.key), message, removal(pair, place.text)));
  }
}

function neededKeys(visit: MapVisit, { by, of }: Cases, value: string, report: Report): void {
  const { pairs, place, node, spec } = visit;
  const present = new Set(pairs.map(({ key }) => key.text));
  const { needs = [], oneOf = [] } = of[value] ?? {};
  const span = place.pair === undefined ? (pairs[0]?.key.span ?? { start: 0, end: 0 }) : contentSpan(place.pair.key);
  const missing = needs.filter((key) => !present.has(key));
  const alternativesLeft = oneOf.filter((key) => present.has(key)).length === 0 ? oneOf : [];
  const fixes = (keys: readonly string[]) =>
    spec.keys
      .filter(({ key }) => keys.includes(key))
      .flatMap((key) => {
        const edit = insertKey(place.text, node, place.pair, key);
        return edit === undefined ? [] : [{ title: `Add \`${key.key}\``, edits: [edit] }];
      });
  for (const key of missing) {
    report(problem('missing-key', span, `\`${by}: ${value}\` needs \`${key}\`.`, fixes([key])));
  }
  if (alternativesLeft.length > 0) {
    const words = alternatives(alternativesLeft.map((key) => `\`${key}\``));
    report(problem('missing-key', span, `\`${by}: ${value}\` needs ${words}.`, fixes(alternativesLeft)));
  }
  const [first, ...others] = pairs.filter(({ key }) => oneOf.includes(key.text));
  for (const pair of others) {
    const message = `\`${pair.key.text}\` cannot stand beside \`${first?.key.text ?? ''}\`: ${spec.noun} has one of them.`;
    report(problem('unknown-key', contentSpan(pair.key), message, removal(pair, place.text)));
  }
}
