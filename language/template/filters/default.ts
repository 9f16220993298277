import { isTrue } from '../values.ts';
import { anyType, type PlainFilter } from './filter.ts';

const spec = {
  signature: 'default(value="", boolean=false)',
  documentation:
    'The value where the one in front does not exist; with `boolean` also where it is nothing, 0 or empty. `d` is short for it.',
  example: '{{ nothing | default("none given") }}',
  gives: 'none given',
  input: 'any',
  parameters: [
    { name: 'default_value', type: 'any' },
    { name: 'boolean', type: 'boolean' },
  ],
  result: () => anyType,
  // That the input does not exist is seen where the filter is compiled; it comes here as the default already.
  apply: (input, [otherwise = '', boolean = false]) => (boolean === true && !isTrue(input) ? otherwise : input),
} as const satisfies PlainFilter;

export const defaultFilters = { default: spec, d: spec } as const satisfies Record<string, PlainFilter>;
