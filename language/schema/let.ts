import { variableNames } from './names.ts';
import type { EntriesSpec } from './spec.ts';

/** What is computed of each document, by names. */
export const letSpec: EntriesSpec = {
  kind: 'entries',
  defines: 'let',
  names: variableNames,
  atLeast: 0,
  of: { kind: 'expression', scope: 'let' },
  documentation:
    'A computed value: an expression over `doc` (the row), `text`, the measures of the text and other computed values. Expressions and templates use it by its name.',
};
