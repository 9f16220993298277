import { formatNumber } from './numbers.ts';
import { characters } from './text.ts';
import type { Value } from './value.ts';
import { charge, chargeText, fail, limitText, mostDepth, type Work } from './work.ts';

export type ValueMap = Readonly<Record<string, Value>>;

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isMap(value: Value): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value is, in words for a message. */
export function kindOf(value: Value): string {
  if (value === null) return 'nothing (`none`)';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'boolean') return 'a truth value';
  return isList(value) ? 'a list' : 'a map';
}

/** Whether a condition holds: nothing, 0 and what is empty do not. */
export function isTrue(value: Value): boolean {
  if (typeof value === 'object' && value !== null) {
    return isList(value) ? value.length > 0 : Object.keys(value).length > 0;
  }
  return Boolean(value) || Number.isNaN(value);
}

/** The number that a value counts as, where it counts as one: as in Python true is 1. */
export function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'boolean' ? Number(value) : undefined;
}

/** A value as it is printed: as Python's `str` does, so true is `True` and nothing is `None`. */
export function textOf(value: Value, work: Work): string {
  if (typeof value === 'string') return value;
  return printed(value, work, 0);
}

function printed(value: Value, work: Work, depth: number): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return quoted(value);
  if (depth >= mostDepth) fail(work, `The value nests more than ${mostDepth} levels deep.`);
  const parts: string[] = [];
  let length = 0;
  const add = (part: string): void => {
    length += part.length + 2;
    limitText(work, length);
    chargeText(work, part.length);
    parts.push(part);
  };
  if (isList(value)) {
    for (const item of value) add(printed(item, work, depth + 1));
    return `[${parts.join(', ')}]`;
  }
  for (const key of Object.keys(value)) add(`${quoted(key)}: ${printed(value[key] ?? null, work, depth + 1)}`);
  return `{${parts.join(', ')}}`;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text inside a printed list or map, in quotes as Python's `repr` sets them. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll(/[\\\n\r\t]|\p{C}|\p{Zl}|\p{Zp}|(?! )\p{Zs}/gu, (character) => {
    const simple = escapes[character];
    if (simple !== undefined) return simple;
    const code = character.codePointAt(0) ?? 0;
    if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
  });
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}

/** The items that a loop or a filter goes through: of a list, the characters of a text, the keys of a map. */
export function itemsOf(value: Value, work: Work): readonly Value[] {
  if (typeof value === 'string') {
    charge(work, value.length);
    return characters(value);
  }
  if (typeof value === 'object' && value !== null) {
    const items = isList(value) ? value : Object.keys(value);
    charge(work, items.length);
    return items;
  }
  return fail(work, `A list is expected, and this is ${kindOf(value)}.`);
}

/** A field of a map or an item of a list, own ones only; undefined where there is none. */
export function read(object: Value, key: Value, work: Work): Value | undefined {
  if (isMap(object)) {
    const name = typeof key === 'string' ? key : typeof key === 'number' ? formatNumber(key) : undefined;
    return name !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
  }
  const index = asNumber(key);
  if (index === undefined || !Number.isInteger(index)) return undefined;
  if (isList(object)) return object.at(index);
  if (typeof object !== 'string') return undefined;
  return itemsOf(object, work).at(index);
}
