import type { ScalarNode } from '../syntax/tree.ts';
import type { NumberSpec, Suffixes } from './spec.ts';

/** The number that a scalar says: as YAML reads it, or with one of the suffixes behind its digits. */
export function numberIn({ value, text }: ScalarNode, suffixes: Suffixes = {}): number | undefined {
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : value;
  if (typeof value !== 'string') return undefined;
  const match = /^([+-]?(?:\d[\d_]*\.?\d*|\.\d+))\s?(\D)$/.exec(text.trim());
  const [, digits = '', suffix = ''] = match ?? [];
  if (!Object.hasOwn(suffixes, suffix)) return undefined;
  // As decimal digits it stays exact: 7 % is 0.07 and 8.03B is a whole number, which products of fractions are not.
  return Number(`${digits.replaceAll('_', '')}e${Math.round(Math.log10(suffixes[suffix] ?? 1))}`);
}

/** A number as a person would write it here: 0.6 as `60%`, a million as `1M`. */
export function written(number: number, { suffixes }: Pick<NumberSpec, 'suffixes'>): string {
  if (suffixes === undefined || number === 0) return String(number);
  const fitting = Object.entries(suffixes)
    .filter(([, power]) => power < 1 || number >= power)
    .toSorted(([, left], [, right]) => right - left)[0];
  if (fitting === undefined) return String(number);
  const [suffix, power] = fitting;
  return `${Math.round((number / power) * 1e6) / 1e6}${suffix}`;
}
