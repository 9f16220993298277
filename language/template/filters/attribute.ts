import type { Value } from '../value.ts';
import { read, textOf } from '../values.ts';
import { charge, fail, type Work } from '../work.ts';

/**
 * Reads what `attribute` says from an item: a field, fields one inside the other (`meta.topic`), or an index. Without
 * an attribute it is the item itself. Where there is no such field it gives `otherwise`, or fails without that.
 */
export function getter(attribute: Value | undefined, work: Work, otherwise?: Value): (item: Value) => Value {
  if (attribute === undefined || attribute === null) return (item) => item;
  const written = textOf(attribute, work);
  const path = typeof attribute === 'number' ? [attribute] : written.split('.').map(stepOf);
  return (item) => {
    let at = item;
    for (const step of path) {
      charge(work, 1);
      const next = read(at, step, work);
      if (next === undefined) return otherwise ?? fail(work, `An item has no field \`${written}\`.`);
      at = next;
    }
    return at;
  };
}

function stepOf(part: string): string | number {
  return /^\d+$/.test(part) ? Number(part) : part;
}
