import type { ComparisonOperator } from './tree.ts';

/** Numbers that a value can be; with `whole` only the whole ones of them, and then both ends belong to it. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** Whether the end itself is left out. */
  readonly above: boolean;
  readonly below: boolean;
  readonly whole: boolean;
}

/** Operators that say something of one number by another. */
export type Order = Exclude<ComparisonOperator, 'in' | 'not in'>;

export const opposite: Readonly<Record<Order, Order>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
};

/** `a < b` is `b > a`. */
export const mirrored: Readonly<Record<Order, Order>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
};

/** What of a range compares so with a number; undefined where nothing does. */
export function narrowed(range: Range, operator: Order, value: number): Range | undefined {
  switch (operator) {
    case '==':
      return within(within(range, { low: value }), { high: value });
    case '!=':
      return without(range, value);
    case '<':
      return within(range, { high: value, below: true });
    case '<=':
      return within(range, { high: value });
    case '>':
      return within(range, { low: value, above: true });
    case '>=':
      return within(range, { low: value });
  }
}

/** A hole inside a range is not written down: the range stays too wide, which claims nothing that is wrong. */
function without(range: Range, value: number): Range | undefined {
  const upper = range.low === value ? within(range, { low: value, above: true }) : range;
  return upper?.high === value ? within(upper, { high: value, below: true }) : upper;
}

function within(
  range: Range | undefined,
  { low = -Infinity, above = false, high = Infinity, below = false }: Partial<Range>,
): Range | undefined {
  if (range === undefined) return undefined;
  const found = {
    whole: range.whole,
    low: Math.max(range.low, low),
    above: low === range.low ? range.above || above : low > range.low ? above : range.above,
    high: Math.min(range.high, high),
    below: high === range.high ? range.below || below : high < range.high ? below : range.below,
  };
  const settled = found.whole ? wholeEnds(found) : found;
  const empty = settled.low > settled.high || (settled.low === settled.high && (settled.above || settled.below));
  return empty ? undefined : settled;
}

function wholeEnds({ low, above, high, below }: Range): Range {
  return {
    low: above ? Math.floor(low) + 1 : Math.ceil(low),
    high: below ? Math.ceil(high) - 1 : Math.floor(high),
    above: false,
    below: false,
    whole: true,
  };
}
