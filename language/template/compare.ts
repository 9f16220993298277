import { compareText, indexOf } from './text.ts';
import type { Value } from './value.ts';
import { asNumber, isList, isMap, kindOf } from './values.ts';
import { charge, chargeText, fail, mostDepth, type Work } from './work.ts';

/** Equality by value, lists and maps included; as in Python `1 == true`. */
export function areEqual(a: Value, b: Value, work: Work, depth = 0): boolean {
  if (typeof a === 'string' && typeof b === 'string') {
    if (a.length === b.length) chargeText(work, a.length);
    return a === b;
  }
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    if (typeof a === typeof b) return false;
    const number = asNumber(a);
    return number !== undefined && number === asNumber(b);
  }
  if (depth >= mostDepth) fail(work, `The values nest more than ${mostDepth} levels deep.`);
  if (isList(a) && isList(b)) {
    if (a.length !== b.length) return false;
    charge(work, a.length);
    return a.every((item, at) => areEqual(item, b[at] ?? null, work, depth + 1));
  }
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  charge(work, keys.length);
  return keys.every((key) => Object.hasOwn(b, key) && areEqual(a[key] ?? null, b[key] ?? null, work, depth + 1));
}

/** Below 0 where `a` comes before `b`. Numbers, texts and lists each have an order among themselves. */
export function order(a: Value, b: Value, work: Work, depth = 0): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') {
    chargeText(work, Math.min(a.length, b.length));
    return compareText(a, b);
  }
  const one = asNumber(a);
  const other = asNumber(b);
  if (one !== undefined && other !== undefined) return one - other;
  if (isList(a) && isList(b)) {
    if (depth >= mostDepth) fail(work, `The values nest more than ${mostDepth} levels deep.`);
    const length = Math.min(a.length, b.length);
    for (let at = 0; at < length; at++) {
      charge(work, 1);
      const [x, y] = [a[at] ?? null, b[at] ?? null];
      if (!areEqual(x, y, work, depth + 1)) return order(x, y, work, depth + 1);
    }
    return a.length - b.length;
  }
  return fail(work, `${capitalised(kindOf(a))} and ${kindOf(b)} have no order.`);
}

/** `item in container`: a part of a text, an item of a list, a key of a map. */
export function contains(container: Value, item: Value, work: Work): boolean {
  if (typeof container === 'string') {
    if (typeof item !== 'string') return fail(work, `Only text can be in text, and this is ${kindOf(item)}.`);
    // A long needle is searched for step by step, which takes its time.
    chargeText(work, container.length * 8);
    return indexOf(container, item) >= 0;
  }
  if (isList(container)) {
    charge(work, container.length);
    return container.some((each) => areEqual(each, item, work));
  }
  if (isMap(container)) return typeof item === 'string' && Object.hasOwn(container, item);
  return fail(work, `Nothing can be in ${kindOf(container)}.`);
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
