import { areEqual, contains, order } from '../compare.ts';
import type { TestSpec } from '../filters/filter.ts';
import type { Value } from '../value.ts';
import type { Work } from '../work.ts';

function comparison(
  name: string,
  sign: string,
  holds: (a: Value, b: Value, work: Work) => boolean,
  wording: string,
  gives: string,
): TestSpec {
  return {
    signature: `is ${name}(other)`,
    documentation: `Holds where the value is ${wording} the other: \`${sign}\` as a test, for \`select\` and its like.`,
    example: `{{ [1, 2, 3] | select("${name}", 2) | join }}`,
    gives,
    input: 'any',
    parameters: [{ name: 'other', type: 'any', required: true }],
    holds: (value, [other = null], work) => holds(value, other, work),
  };
}

const equal = comparison('eq', '==', (a, b, work) => areEqual(a, b, work), 'equal to', '2');
const unequal = comparison('ne', '!=', (a, b, work) => !areEqual(a, b, work), 'not equal to', '13');
const less = comparison('lt', '<', (a, b, work) => order(a, b, work) < 0, 'less than', '1');
const lessOrEqual = comparison('le', '<=', (a, b, work) => order(a, b, work) <= 0, 'less than or equal to', '12');
const greater = comparison('gt', '>', (a, b, work) => order(a, b, work) > 0, 'greater than', '3');
const greaterOrEqual = comparison('ge', '>=', (a, b, work) => order(a, b, work) >= 0, 'greater than or equal to', '23');

/** Comparisons as tests, under all the names that Jinja gives them. */
export const comparisonTests: Readonly<Record<string, TestSpec>> = {
  eq: equal,
  equalto: equal,
  '==': equal,
  ne: unequal,
  '!=': unequal,
  lt: less,
  lessthan: less,
  '<': less,
  le: lessOrEqual,
  '<=': lessOrEqual,
  gt: greater,
  greaterthan: greater,
  '>': greater,
  ge: greaterOrEqual,
  '>=': greaterOrEqual,
  in: {
    signature: 'is in(container)',
    documentation: 'Holds for an item of the list, a part of the text or a key of the map.',
    example: '{{ [1, 2, 3] | select("in", [1, 3]) | join }}',
    gives: '13',
    input: 'any',
    parameters: [{ name: 'container', type: 'iterable', required: true }],
    holds: (value, [container = null], work) => contains(container, value, work),
  },
};
