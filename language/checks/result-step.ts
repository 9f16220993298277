import { closest } from '../nearest.ts';
import { nodesOf, scalarOf, textOf } from '../resolve/read.ts';
import { contentSpan } from '../syntax/placement.ts';
import { didYouMean, problem, replacements } from './problem.ts';
import type { Check } from './visit.ts';

/** `result` that names no step, or one whose answer would become a record once for each item of a list. */
export const resultStep: Check = (visit, report) => {
  if (visit.kind !== 'map' || visit.spec.noun !== 'a rephrasing') return;
  const result = scalarOf(visit.node, 'result');
  const steps = nodesOf(visit.node, 'steps').filter((step) => step.kind === 'map');
  if (result === undefined || steps.length === 0) return;
  const names = steps.map((step) => textOf(step, 'name'));
  // A step without a name may be the one that is meant.
  if (names.includes(undefined)) return;
  const known = names.filter((name) => name !== undefined);
  const span = contentSpan(result);
  const at = known.indexOf(result.text);
  if (at === -1) {
    const near = closest(result.text, known);
    const message = `No step of \`${visit.place.path.at(-1) ?? ''}\` is called \`${result.text}\`${didYouMean(near)}`;
    report(problem('unknown-value', span, message, replacements(span, near.length > 0 ? near : known.slice(-1))));
    return;
  }
  const fanning = steps.slice(at, -1).find((step) => textOf(step, 'as') !== undefined);
  if (fanning === undefined) return;
  const message = `\`${result.text}\` cannot be the result: what follows is done for each item of \`${textOf(fanning, 'name') ?? ''}\`, and all of them would give the same record.`;
  report(problem('unknown-value', span, message, replacements(span, known.slice(-1))));
};
