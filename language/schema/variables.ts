import { variableNames } from './names.ts';
import type { EntriesSpec } from './spec.ts';

/** What a prompt can vary over. */
export const variablesSpec: EntriesSpec = {
  kind: 'entries',
  defines: 'variable',
  names: variableNames,
  atLeast: 0,
  of: { kind: 'by-shape', list: { kind: 'list', of: { kind: 'literal' }, atLeast: 1 }, map: { kind: 'weights' } },
  documentation:
    'A variable: a list of values that are equally likely, or a map from values to weights. Prompts use it by its name; one value is drawn for each rephrasing of a document.',
};
