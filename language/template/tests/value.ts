import type { TestSpec } from '../filters/filter.ts';
import { asNumber, isList, isMap } from '../values.ts';

const nameless = { input: 'any', parameters: [] } as const;

/** Tests that ask what a value is. */
export const valueTests = {
  defined: {
    ...nameless,
    signature: 'is defined',
    documentation: 'Holds where the name or the field exists; nothing (`none`) exists.',
    example: '{{ nope is defined }}',
    gives: 'False',
    // That the input does not exist is seen where the test is compiled.
    holds: () => true,
  },
  undefined: {
    ...nameless,
    signature: 'is undefined',
    documentation: 'Holds where the name or the field does not exist.',
    example: '{{ nope is undefined }}',
    gives: 'True',
    holds: () => false,
  },
  none: {
    ...nameless,
    signature: 'is none',
    documentation: 'Holds for nothing: `none`, or `null` in JSON.',
    example: '{{ none is none }}',
    gives: 'True',
    holds: (value) => value === null,
  },
  boolean: {
    ...nameless,
    signature: 'is boolean',
    documentation: 'Holds for true and false.',
    example: '{{ true is boolean }}',
    gives: 'True',
    holds: (value) => typeof value === 'boolean',
  },
  true: {
    ...nameless,
    signature: 'is true',
    documentation: 'Holds for true itself, not for what merely counts as true.',
    example: '{{ 1 is true }}',
    gives: 'False',
    holds: (value) => value === true,
  },
  false: {
    ...nameless,
    signature: 'is false',
    documentation: 'Holds for false itself, not for what merely counts as false.',
    example: '{{ false is false }}',
    gives: 'True',
    holds: (value) => value === false,
  },
  number: {
    ...nameless,
    signature: 'is number',
    documentation: 'Holds for numbers, and as in Python for true and false.',
    example: '{{ 1.5 is number }}',
    gives: 'True',
    holds: (value) => asNumber(value) !== undefined,
  },
  integer: {
    ...nameless,
    signature: 'is integer',
    documentation: 'Holds for whole numbers.',
    example: '{{ 3 is integer }}',
    gives: 'True',
    holds: (value) => typeof value === 'number' && Number.isInteger(value),
  },
  float: {
    ...nameless,
    signature: 'is float',
    documentation: 'Holds for numbers that are not whole.',
    example: '{{ 1.5 is float }}',
    gives: 'True',
    holds: (value) => typeof value === 'number' && !Number.isInteger(value),
  },
  string: {
    ...nameless,
    signature: 'is string',
    documentation: 'Holds for text.',
    example: '{{ "a" is string }}',
    gives: 'True',
    holds: (value) => typeof value === 'string',
  },
  sequence: {
    ...nameless,
    signature: 'is sequence',
    documentation: 'Holds for lists, texts and maps: whatever has a length.',
    example: '{{ [1] is sequence }}',
    gives: 'True',
    holds: (value) => typeof value === 'string' || isList(value) || isMap(value),
  },
  iterable: {
    ...nameless,
    signature: 'is iterable',
    documentation: 'Holds for what a loop can go through: lists, texts and maps.',
    example: '{{ 5 is iterable }}',
    gives: 'False',
    holds: (value) => typeof value === 'string' || isList(value) || isMap(value),
  },
  mapping: {
    ...nameless,
    signature: 'is mapping',
    documentation: 'Holds for maps.',
    example: '{{ {"a": 1} is mapping }}',
    gives: 'True',
    holds: isMap,
  },
} as const satisfies Record<string, TestSpec>;
