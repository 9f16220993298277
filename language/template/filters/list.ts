import { areEqual } from '../compare.ts';
import { characters, lengthOf } from '../text.ts';
import type { Value } from '../value.ts';
import { asNumber, isList, isMap, itemsOf, kindOf, textOf } from '../values.ts';
import { charge, chargeNewText, fail, limitText } from '../work.ts';
import { getter } from './attribute.ts';
import { anyType, type PlainFilter, itemType, listOf, numberType, stringType } from './filter.ts';

const length = {
  signature: 'length',
  documentation: 'How many characters a text, items a list or fields a map has. `count` is the same.',
  example: '{{ "word" | length }}',
  gives: '4',
  input: 'iterable',
  parameters: [],
  result: () => numberType,
  apply(input, _given, work) {
    if (typeof input === 'string') {
      charge(work, 1 + Math.floor(input.length / 256));
      return lengthOf(input);
    }
    return isList(input) ? input.length : itemsOf(input, work).length;
  },
} as const satisfies PlainFilter;

export const listFilters = {
  length,
  count: length,
  first: {
    signature: 'first',
    documentation: 'The first item or character. An empty list has none, which is an error without `default`.',
    example: '{{ ["a", "b"] | first }}',
    gives: 'a',
    input: 'iterable',
    parameters: [],
    result: itemType,
    apply: (input, _given, work) => itemsOf(input, work)[0],
  },
  last: {
    signature: 'last',
    documentation: 'The last item or character. An empty list has none, which is an error without `default`.',
    example: '{{ ["a", "b"] | last }}',
    gives: 'b',
    input: 'iterable',
    parameters: [],
    result: itemType,
    apply: (input, _given, work) => itemsOf(input, work).at(-1),
  },
  join: {
    signature: 'join(separator="", attribute)',
    documentation: 'The items as one text with the separator between; with `attribute`, that field of each.',
    example: '{{ [1, 2, 3] | join(", ") }}',
    gives: '1, 2, 3',
    input: 'iterable',
    parameters: [
      { name: 'd', type: 'any' },
      { name: 'attribute', type: 'string or number' },
    ],
    result: () => stringType,
    apply(input, [separator = '', attribute], work) {
      const between = textOf(separator, work);
      const get = getter(attribute, work);
      let size = 0;
      const parts = itemsOf(input, work).map((item) => {
        const part = textOf(get(item), work);
        size += part.length + between.length;
        limitText(work, size);
        return part;
      });
      chargeNewText(work, size);
      return parts.join(between);
    },
  },
  list: {
    signature: 'list',
    documentation: 'The characters of a text, the keys of a map, or the list itself.',
    example: '{{ "abc" | list | join("-") }}',
    gives: 'a-b-c',
    input: 'iterable',
    parameters: [],
    result: (input) => listOf(itemType(input)),
    apply: (input, _given, work) => itemsOf(input, work),
  },
  reverse: {
    signature: 'reverse',
    documentation: 'The items or the characters from the last to the first.',
    example: '{{ "abc" | reverse }}',
    gives: 'cba',
    input: 'iterable',
    parameters: [],
    result: (input) => (input.kind === 'map' ? listOf(stringType) : input),
    apply(input, _given, work) {
      if (typeof input !== 'string') return itemsOf(input, work).toReversed();
      charge(work, input.length);
      return characters(input).toReversed().join('');
    },
  },
  sum: {
    signature: 'sum(attribute, start=0)',
    documentation: 'The sum of the numbers in a list; with `attribute`, of that field of each item.',
    example: '{{ [1, 2, 3] | sum }}',
    gives: '6',
    input: 'iterable',
    parameters: [
      { name: 'attribute', type: 'string or number' },
      { name: 'start', type: 'number' },
    ],
    result: () => numberType,
    apply(input, [attribute, start = 0], work) {
      const get = getter(attribute, work);
      let total = asNumber(start) ?? 0;
      for (const item of itemsOf(input, work)) {
        const number = asNumber(get(item));
        if (number === undefined)
          return fail(work, `Only numbers have a sum, and there is ${kindOf(get(item))} among them.`);
        total += number;
      }
      return total;
    },
  },
  unique: {
    signature: 'unique(case_sensitive=false, attribute)',
    documentation: 'The items without those that repeat an earlier one; texts that differ in case only are the same.',
    example: '{{ ["a", "B", "A"] | unique | join }}',
    gives: 'aB',
    input: 'iterable',
    parameters: [
      { name: 'case_sensitive', type: 'boolean' },
      { name: 'attribute', type: 'string or number' },
    ],
    result: (input) => listOf(itemType(input)),
    apply(input, [caseSensitive = false, attribute], work) {
      const get = getter(attribute, work);
      const scalars = new Set<Value>();
      const others: Value[] = [];
      return itemsOf(input, work).filter((item) => {
        const value = get(item);
        const key =
          typeof value === 'string'
            ? caseSensitive === true
              ? value
              : value.toLowerCase()
            : (asNumber(value) ?? value);
        const compound = typeof key === 'object' && key !== null;
        if (compound) charge(work, others.length);
        if (compound ? others.some((other) => areEqual(other, key, work)) : scalars.has(key)) return false;
        if (compound) others.push(key);
        else scalars.add(key);
        return true;
      });
    },
  },
  batch: {
    signature: 'batch(linecount, fill_with)',
    documentation: 'The items in lists of `linecount`; the last is filled up with `fill_with` where that is given.',
    example: '{{ [1, 2, 3] | batch(2) | list }}',
    gives: '[[1, 2], [3]]',
    input: 'iterable',
    parameters: [
      { name: 'linecount', type: 'number', required: true },
      { name: 'fill_with', type: 'any' },
    ],
    result: (input) => listOf(listOf(itemType(input))),
    apply(input, [count = 1, filling], work) {
      const size = Math.trunc(asNumber(count) ?? 0);
      if (size < 1) return fail(work, '`batch` needs a number of 1 at least.');
      const items = itemsOf(input, work);
      const batches: Value[][] = [];
      for (let at = 0; at < items.length; at += size) batches.push(items.slice(at, at + size));
      const last = batches.at(-1);
      if (last && filling !== undefined && filling !== null) {
        charge(work, size);
        while (last.length < size) last.push(filling);
      }
      return batches;
    },
  },
  slice: {
    signature: 'slice(slices, fill_with)',
    documentation:
      'The items in so many lists of nearly the same length; the shorter ones are filled up with `fill_with`.',
    example: '{{ [1, 2, 3] | slice(2) | list }}',
    gives: '[[1, 2], [3]]',
    input: 'iterable',
    parameters: [
      { name: 'slices', type: 'number', required: true },
      { name: 'fill_with', type: 'any' },
    ],
    result: (input) => listOf(listOf(itemType(input))),
    apply(input, [count = 1, filling], work) {
      const slices = Math.trunc(asNumber(count) ?? 0);
      if (slices < 1) return fail(work, '`slice` needs a number of 1 at least.');
      const items = itemsOf(input, work);
      charge(work, slices);
      const size = Math.floor(items.length / slices);
      const longer = items.length % slices;
      return Array.from({ length: slices }, (_, at) => {
        const start = at * size + Math.min(at, longer);
        const part = items.slice(start, start + size + (at < longer ? 1 : 0));
        return at >= longer && filling !== undefined && filling !== null ? [...part, filling] : part;
      });
    },
  },
  items: {
    signature: 'items',
    documentation: 'The fields of a map, each as a list of its key and its value.',
    example: '{% for key, value in {"a": 1} | items %}{{ key }}={{ value }}{% endfor %}',
    gives: 'a=1',
    input: 'map',
    parameters: [],
    result: () => listOf(listOf(anyType)),
    apply(input, _given, work) {
      if (!isMap(input)) return fail(work, `A map is expected, and this is ${kindOf(input)}.`);
      charge(work, Object.keys(input).length);
      return Object.entries(input);
    },
  },
} as const satisfies Record<string, PlainFilter>;
