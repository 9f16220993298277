import { order } from '../compare.ts';
import type { Value } from '../value.ts';
import { isMap, itemsOf, kindOf } from '../values.ts';
import { charge, fail, type Work } from '../work.ts';
import { getter } from './attribute.ts';
import { anyType, type PlainFilter, itemType, listOf } from './filter.ts';

const caseAndAttribute = [
  { name: 'case_sensitive', type: 'boolean' },
  { name: 'attribute', type: 'string or number' },
] as const;

export const orderFilters = {
  sort: {
    signature: 'sort(reverse=false, case_sensitive=false, attribute)',
    documentation: 'The items in order; texts by code points, without regard to case unless `case_sensitive`.',
    example: '{{ [3, 1, 2] | sort | join }}',
    gives: '123',
    input: 'iterable',
    parameters: [{ name: 'reverse', type: 'boolean' }, ...caseAndAttribute],
    result: (input) => listOf(itemType(input)),
    apply: (input, [reverse = false, caseSensitive = false, attribute], work) =>
      sorted(itemsOf(input, work), getter(attribute, work), caseSensitive === true, reverse === true, work),
  },
  dictsort: {
    signature: 'dictsort(case_sensitive=false, by="key", reverse=false)',
    documentation: 'The fields of a map in order, each as a list of its key and its value.',
    example: '{% for key, value in {"b": 2, "a": 1} | dictsort %}{{ key }}{{ value }} {% endfor %}',
    gives: 'a1 b2 ',
    input: 'map',
    parameters: [
      { name: 'case_sensitive', type: 'boolean' },
      { name: 'by', type: 'string' },
      { name: 'reverse', type: 'boolean' },
    ],
    result: () => listOf(listOf(anyType)),
    apply(input, [caseSensitive = false, by = 'key', reverse = false], work) {
      if (!isMap(input)) return fail(work, `A map is expected, and this is ${kindOf(input)}.`);
      if (by !== 'key' && by !== 'value') return fail(work, '`dictsort` goes by `key` or by `value`.');
      const get = getter(by === 'key' ? 0 : 1, work);
      return sorted(Object.entries(input), get, caseSensitive === true, reverse === true, work);
    },
  },
  min: {
    signature: 'min(case_sensitive=false, attribute)',
    documentation: 'The smallest item. An empty list has none, which is an error without `default`.',
    example: '{{ [3, 1, 2] | min }}',
    gives: '1',
    input: 'iterable',
    parameters: caseAndAttribute,
    result: itemType,
    apply: (input, [caseSensitive, attribute], work) => extreme(input, caseSensitive === true, attribute, -1, work),
  },
  max: {
    signature: 'max(case_sensitive=false, attribute)',
    documentation: 'The largest item. An empty list has none, which is an error without `default`.',
    example: '{{ [3, 1, 2] | max }}',
    gives: '3',
    input: 'iterable',
    parameters: caseAndAttribute,
    result: itemType,
    apply: (input, [caseSensitive, attribute], work) => extreme(input, caseSensitive === true, attribute, 1, work),
  },
} as const satisfies Record<string, PlainFilter>;

function sorted(
  items: readonly Value[],
  get: (item: Value) => Value,
  caseSensitive: boolean,
  reverse: boolean,
  work: Work,
): readonly Value[] {
  const keyed = items.map((item) => ({ item, key: keyOf(get(item), caseSensitive) }));
  const sign = reverse ? -1 : 1;
  keyed.sort((a, b) => {
    charge(work, 1);
    return sign * order(a.key, b.key, work);
  });
  return keyed.map(({ item }) => item);
}

function extreme(
  input: Value,
  caseSensitive: boolean,
  attribute: Value | undefined,
  sign: 1 | -1,
  work: Work,
): Value | undefined {
  const get = getter(attribute, work);
  let best: { readonly item: Value; readonly key: Value } | undefined;
  for (const item of itemsOf(input, work)) {
    const key = keyOf(get(item), caseSensitive);
    if (best === undefined || sign * order(key, best.key, work) > 0) best = { item, key };
  }
  return best?.item;
}

function keyOf(value: Value, caseSensitive: boolean): Value {
  return typeof value === 'string' && !caseSensitive ? value.toLowerCase() : value;
}
