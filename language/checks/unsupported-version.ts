import { problem, replacements } from './problem.ts';
import type { Check } from './visit.ts';

/** Versions of the language that this Wordmill does not read. */
export const unsupportedVersion: Check = (visit, report) => {
  if (visit.kind !== 'value' || visit.place.path.length !== 1 || visit.place.path[0] !== 'version') return;
  const { node } = visit;
  if (node?.kind !== 'scalar' || !Number.isInteger(node.value) || node.value === 1) return;
  const message = `Version ${node.text} of the strategy language is not known here; this Wordmill reads version 1.`;
  report(problem('unsupported-version', node.span, message, replacements(node.span, ['1'])));
};
