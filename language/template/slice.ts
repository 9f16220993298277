import type { Value } from './value.ts';
import { asNumber, isList, itemsOf, kindOf, textOf } from './values.ts';
import { fail, type Work } from './work.ts';

type Bound = Value | undefined;

/** `value[start:stop:step]` of a list or, by code points, of a text, as in Python. */
export function sliceOf(value: Value, bounds: readonly [Bound, Bound, Bound], work: Work): Value {
  if (typeof value !== 'string' && !isList(value))
    return fail(work, `Only lists and text can be sliced, and this is ${kindOf(value)}.`);
  const [start, stop, stepOrNone] = bounds.map((bound) => whole(bound, work));
  const step = stepOrNone ?? 1;
  if (step === 0) return fail(work, 'The step of a slice cannot be 0.');
  const items = itemsOf(value, work);
  const { length } = items;
  const [lowest, highest] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (bound: number): number => Math.min(Math.max(bound < 0 ? bound + length : bound, lowest), highest);
  const from = start === undefined ? (step > 0 ? lowest : highest) : clamp(start);
  const to = stop === undefined ? (step > 0 ? highest : lowest) : clamp(stop);
  const taken: Value[] = [];
  for (let at = from; step > 0 ? at < to : at > to; at += step) taken.push(items[at] ?? null);
  return typeof value === 'string' ? taken.map((item) => textOf(item, work)).join('') : taken;
}

function whole(bound: Bound, work: Work): number | undefined {
  if (bound === undefined || bound === null) return undefined;
  const number = asNumber(bound);
  return number !== undefined && Number.isInteger(number)
    ? number
    : fail(work, `The bounds of a slice are whole numbers, and this is ${kindOf(bound)}.`);
}
