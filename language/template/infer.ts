import { anyType, itemType, listOf, numberType, stringType } from './filters/filter.ts';
import { filterNamed } from './filters/index.ts';
import type { BinaryNode, Expression } from './tree.ts';
import type { TypeScope, ValueType } from './types.ts';

const booleanType: ValueType = { kind: 'boolean' };

/** The type of `loop`. */
export const loopType: ValueType = {
  kind: 'map',
  fields: {
    index: numberType,
    index0: numberType,
    revindex: numberType,
    revindex0: numberType,
    first: booleanType,
    last: booleanType,
    length: numberType,
    previtem: anyType,
    nextitem: anyType,
    depth: numberType,
    depth0: numberType,
  },
};

/** The type of an expression as far as it is certain; `any` where it is not. */
export function typeOf(node: Expression, scope: TypeScope): ValueType {
  switch (node.kind) {
    case 'literal':
      return literalType(node.value);
    case 'name':
      return scope(node.name) ?? anyType;
    case 'list':
      return listOf(commonType(node.items.map((item) => typeOf(item, scope))));
    case 'map':
      return mapType(node.entries, scope);
    case 'field':
      return fieldType(typeOf(node.object, scope), node.field);
    case 'index': {
      const object = typeOf(node.object, scope);
      if (node.index.kind === 'literal' && typeof node.index.value === 'string')
        return fieldType(object, node.index.value);
      return object.kind === 'map' ? anyType : itemType(object);
    }
    case 'slice': {
      const object = typeOf(node.object, scope);
      return object.kind === 'string' || object.kind === 'list' ? object : anyType;
    }
    case 'call':
      return node.callee === 'range' ? listOf(numberType) : node.callee === 'loop.changed' ? booleanType : anyType;
    case 'filter':
      if (node.name === 'default' || node.name === 'd') {
        const fallback = node.arguments[0]?.value;
        return commonType([typeOf(node.input, scope), fallback ? typeOf(fallback, scope) : stringType]);
      }
      return filterNamed(node.name)?.result(typeOf(node.input, scope)) ?? anyType;
    case 'test':
    case 'compare':
      return booleanType;
    case 'unary':
      return node.operator === 'not' ? booleanType : numberType;
    case 'binary':
      return arithmeticType(node, scope);
    case 'logic':
      return commonType([typeOf(node.left, scope), typeOf(node.right, scope)]);
    case 'concatenation':
      return stringType;
    case 'conditional':
      // Without `else` it may be the empty text.
      return commonType([typeOf(node.then, scope), node.otherwise ? typeOf(node.otherwise, scope) : anyType]);
    case 'broken':
      return anyType;
  }
}

function literalType(value: string | number | boolean | null): ValueType {
  if (typeof value === 'string') return stringType;
  if (typeof value === 'number') return numberType;
  return value === null ? { kind: 'null' } : booleanType;
}

function mapType(entries: (Expression & { kind: 'map' })['entries'], scope: TypeScope): ValueType {
  const fields: [string, ValueType][] = [];
  for (const { key, value } of entries) {
    if (key.kind !== 'literal' || typeof key.value !== 'string') return { kind: 'map', fields: null };
    fields.push([key.value, typeOf(value, scope)]);
  }
  return { kind: 'map', fields: Object.fromEntries(fields) };
}

/** The type of a field; `any` where the field is not known. */
export function fieldType(object: ValueType, field: string): ValueType {
  if (object.kind !== 'map' || object.fields === null) return anyType;
  return (Object.hasOwn(object.fields, field) ? object.fields[field] : undefined) ?? anyType;
}

/** One type where all are of it, else `any`. */
export function commonType(types: readonly ValueType[]): ValueType {
  const [first, ...others] = types;
  if (!first) return anyType;
  if (first.kind === 'list') {
    const lists = types.filter((type) => type.kind === 'list');
    return lists.length === types.length ? listOf(commonType(lists.map(({ of }) => of))) : anyType;
  }
  if (first.kind === 'map') return types.every((type) => type.kind === 'map') ? { kind: 'map', fields: null } : anyType;
  return others.every(({ kind }) => kind === first.kind) ? first : anyType;
}

function arithmeticType(node: BinaryNode, scope: TypeScope): ValueType {
  const left = typeOf(node.left, scope);
  const right = typeOf(node.right, scope);
  if (node.operator !== '+' && node.operator !== '*') return numberType;
  if (left.kind === 'any' || right.kind === 'any') return anyType;
  const sequence = [left, right].find(({ kind }) => kind === 'string' || kind === 'list');
  return sequence ?? numberType;
}
