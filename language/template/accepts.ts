import type { Accepts } from './filters/filter.ts';
import type { ValueType } from './types.ts';
import type { Value } from './value.ts';
import { isList, isMap } from './values.ts';

/** Whether a value is of the kind that is taken. As in Python true and false count as numbers. */
export function accepts(wanted: Accepts, value: Value): boolean {
  switch (wanted) {
    case 'any':
      return true;
    case 'string':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number' || typeof value === 'boolean';
    case 'boolean':
      return typeof value === 'boolean' || typeof value === 'number';
    case 'string or number':
      return typeof value === 'string' || typeof value === 'number';
    case 'list':
      return isList(value);
    case 'map':
      return isMap(value);
    case 'iterable':
      return typeof value === 'string' || isList(value) || isMap(value);
  }
}

const kindsTaken: Readonly<Record<Exclude<Accepts, 'any'>, readonly ValueType['kind'][]>> = {
  string: ['string'],
  number: ['number', 'boolean'],
  boolean: ['boolean', 'number'],
  'string or number': ['string', 'number'],
  list: ['list'],
  map: ['map'],
  iterable: ['string', 'list', 'map'],
};

/** Whether a value of the type can be of the kind that is taken. */
export function acceptsType(wanted: Accepts, type: ValueType): boolean {
  return wanted === 'any' || type.kind === 'any' || kindsTaken[wanted].includes(type.kind);
}

const words: Readonly<Record<Accepts, string>> = {
  any: 'any value',
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  'string or number': 'text or a number',
  list: 'a list',
  map: 'a map',
  iterable: 'a list, a map or text',
};

/** What is taken, in words for a message. */
export function wordsFor(wanted: Accepts): string {
  return words[wanted];
}

const typeWords: Readonly<Record<ValueType['kind'], string>> = {
  any: 'any value',
  string: 'text',
  number: 'a number',
  boolean: 'a truth value',
  null: 'nothing (`none`)',
  list: 'a list',
  map: 'a map',
};

export function typeInWords(type: ValueType): string {
  return typeWords[type.kind];
}
