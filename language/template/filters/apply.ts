import type { Value } from '../value.ts';
import { isTrue, itemsOf } from '../values.ts';
import { charge, fail, type Work } from '../work.ts';
import { getter } from './attribute.ts';
import { anyType, type ApplyingFilter, itemType, type Library, listOf } from './filter.ts';

const sameItems: ApplyingFilter['result'] = (input) => listOf(itemType(input));

/** Filters that apply another filter, or a test, to each item. */
export const applyingFilters = {
  map: {
    signature: 'map("filter", …) or map(attribute="field", default=…)',
    documentation: 'Each item sent through a filter that is named by text, or a field of each item.',
    example: '{{ ["a", "b"] | map("upper") | join }}',
    gives: 'AB',
    input: 'iterable',
    parameters: 'any',
    result: () => listOf(anyType),
    apply(input, positional, named, work, library) {
      const items = itemsOf(input, work);
      if (positional.length === 0 && named.has('attribute')) {
        return items.map(getter(named.get('attribute'), work, named.get('default')));
      }
      const [name, ...given] = positional;
      if (typeof name !== 'string')
        return fail(work, '`map` needs the name of a filter in quotes, or `attribute="…"`.');
      return items.map((item) => library.filter(name, item, given, named, work));
    },
  },
  select: {
    signature: 'select("test", …)',
    documentation: 'The items for which the test holds; without a test, those that are not nothing, 0 or empty.',
    example: '{{ [1, 2, 3] | select("odd") | join }}',
    gives: '13',
    input: 'iterable',
    parameters: 'any',
    result: sameItems,
    apply: (input, positional, _named, work, library) => chosen(input, false, positional, true, work, library),
  },
  reject: {
    signature: 'reject("test", …)',
    documentation: 'The items for which the test does not hold; without a test, those that are nothing, 0 or empty.',
    example: '{{ [1, 2, 3] | reject("odd") | join }}',
    gives: '2',
    input: 'iterable',
    parameters: 'any',
    result: sameItems,
    apply: (input, positional, _named, work, library) => chosen(input, false, positional, false, work, library),
  },
  selectattr: {
    signature: 'selectattr("field", "test", …)',
    documentation: 'The items whose field passes the test; without a test, is not nothing, 0 or empty.',
    example: '{{ [{"n": 1}, {"n": 2}] | selectattr("n", "gt", 1) | map(attribute="n") | join }}',
    gives: '2',
    input: 'iterable',
    parameters: 'any',
    result: sameItems,
    apply: (input, positional, _named, work, library) => chosen(input, true, positional, true, work, library),
  },
  rejectattr: {
    signature: 'rejectattr("field", "test", …)',
    documentation: 'The items whose field does not pass the test; without a test, is nothing, 0 or empty.',
    example: '{{ [{"n": 1}, {"n": 2}] | rejectattr("n", "gt", 1) | map(attribute="n") | join }}',
    gives: '1',
    input: 'iterable',
    parameters: 'any',
    result: sameItems,
    apply: (input, positional, _named, work, library) => chosen(input, true, positional, false, work, library),
  },
} as const satisfies Record<string, ApplyingFilter>;

function chosen(
  input: Value,
  byField: boolean,
  positional: readonly Value[],
  wanted: boolean,
  work: Work,
  library: Library,
): readonly Value[] {
  const [field] = byField ? positional : [];
  const rest = byField ? positional.slice(1) : positional;
  if (byField && field === undefined) return fail(work, 'The name of a field is expected as the first argument.');
  const [name, ...given] = rest;
  if (name !== undefined && typeof name !== 'string') return fail(work, 'The name of a test is expected in quotes.');
  const get = getter(field, work);
  return itemsOf(input, work).filter((item) => {
    charge(work, 1);
    const value = get(item);
    const holds = name === undefined ? isTrue(value) : library.test(name, value, given, work);
    return holds === wanted;
  });
}
