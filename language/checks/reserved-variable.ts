import { contentSpan } from '../syntax/placement.ts';
import { problem } from './problem.ts';
import { reservedName } from './scopes.ts';
import type { Check } from './visit.ts';

/** Variables that would hide a name which every template has. */
export const reservedVariable: Check = (visit, report) => {
  if (visit.kind !== 'entries' || visit.spec.defines !== 'variable') return;
  for (const { key } of visit.pairs) {
    const taken = reservedName(key.text);
    if (taken === undefined) continue;
    const message = `A variable cannot be called \`${key.text}\`, which is ${taken} already.`;
    report(problem('duplicate-key', contentSpan(key), message));
  }
};
