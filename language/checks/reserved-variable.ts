import { nouns } from '../schema/spec.ts';
import { contentSpan } from '../syntax/placement.ts';
import { problem } from './problem.ts';
import { reservedName } from './scopes.ts';
import type { Check } from './visit.ts';

/** Variables and computed values that would hide a name which every template has. */
export const reservedVariable: Check = (visit, report) => {
  if (visit.kind !== 'entries') return;
  const { defines } = visit.spec;
  if (defines !== 'variable' && defines !== 'let') return;
  for (const { key } of visit.pairs) {
    const taken = reservedName(key.text);
    if (taken === undefined) continue;
    const message = `A ${nouns[defines]} cannot be called \`${key.text}\`, which is ${taken} already.`;
    report(problem('duplicate-key', contentSpan(key), message));
  }
};
