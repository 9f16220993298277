import type { FanOut } from '#language';
import type { Json } from '../document.ts';

/** Combinations beyond which a strategy has to say with `at_most` how many it wants; what that may be at the most. */
const mostCombinations = 10_000;

export type Items =
  | { readonly ok: true; readonly items: readonly Json[] }
  | { readonly ok: false; readonly message: string };

/**
 * What later steps go through: the items of a list, or its combinations in the order of their places. Where there are more
 * than wanted, the first items, or drawn combinations; never are more made than are wanted.
 *
 * @param draw a number in [0, 1) that depends on the piece and the name alone
 */
export function itemsOf(list: readonly Json[], fanOut: FanOut, draw: (name: string) => number): Items {
  const { as, choose, atMost } = fanOut;
  if (list.length === 0) return { ok: false, message: `The list that \`${as}\` goes through is empty.` };
  if (choose > list.length) {
    const message = `\`${as}\` goes through combinations of ${choose} items, and the list has ${list.length}.`;
    return { ok: false, message };
  }
  const all = combinations(list.length, choose);
  const wanted = Math.min(all, atMost ?? all);
  if (wanted > mostCombinations) {
    const message = `\`${as}\` would go through ${all} items or combinations; say with \`at_most\` how many are wanted.`;
    return { ok: false, message };
  }
  if (choose === 1) return { ok: true, items: list.slice(0, wanted) };
  const chosen = wanted === all ? [...inOrder(list.length, choose)] : drawn(list.length, choose, wanted, draw);
  return { ok: true, items: chosen.map((places) => places.map((place) => list[place] ?? null)) };
}

type Places = readonly number[];

/** How many there are; beyond 2^53 roughly. */
function combinations(size: number, choose: number): number {
  let count = 1;
  for (let taken = 1; taken <= choose; taken++) count = (count * (size - choose + taken)) / taken;
  return Math.round(count);
}

function* inOrder(size: number, choose: number, from = 0): Generator<Places> {
  if (choose === 0) return yield [];
  for (let first = from; first <= size - choose; first++) {
    for (const rest of inOrder(size, choose - 1, first + 1)) yield [first, ...rest];
  }
}

/** So many different combinations, each as likely as any other, in order. */
function drawn(size: number, choose: number, wanted: number, draw: (name: string) => number): readonly Places[] {
  const all = combinations(size, choose);
  // Where most of them are wanted, those that are not are drawn, so that a draw seldom meets one that was drawn before.
  const isRest = wanted > all / 2;
  const picked = new Map<string, Places>();
  for (let number = 0; picked.size < (isRest ? all - wanted : wanted); number++) {
    const places = distinct(size, choose, (place) => draw(`${number}:${place}`));
    picked.set(places.join(), places);
  }
  if (isRest) return [...inOrder(size, choose)].filter((places) => !picked.has(places.join()));
  return [...picked.values()].toSorted(comparePlaces);
}

/** So many different numbers below `size`, in order, every set as likely as any other (Floyd’s algorithm). */
function distinct(size: number, count: number, draw: (place: number) => number): Places {
  const picked = new Set<number>();
  for (let top = size - count; top < size; top++) {
    const number = Math.floor(draw(top - size + count) * (top + 1));
    picked.add(picked.has(number) ? top : number);
  }
  return [...picked].toSorted((left, right) => left - right);
}

/** Orders paths of numbers, a beginning before what goes on from it. */
export function comparePlaces(left: Places, right: Places): number {
  for (const [at, place] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    if (place !== other) return place - other;
  }
  return left.length - right.length;
}
