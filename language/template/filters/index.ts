import { applyingFilters } from './apply.ts';
import { defaultFilters } from './default.ts';
import type { FilterSpec } from './filter.ts';
import { jsonFilters } from './json.ts';
import { listFilters } from './list.ts';
import { numberFilters } from './number.ts';
import { orderFilters } from './order.ts';
import { textFilters } from './text.ts';

/** Every filter by its name: what it takes and gives, how it is written, what it does. To add one, add an entry. */
export const filterTable: Readonly<Record<string, FilterSpec>> = {
  ...textFilters,
  ...numberFilters,
  ...listFilters,
  ...orderFilters,
  ...applyingFilters,
  ...defaultFilters,
  ...jsonFilters,
};

/** Filters that name another filter or a test by text, and which of their positional arguments does. */
export const applicatorNames: Readonly<
  Record<string, { readonly kind: 'filter' | 'test'; readonly position: number }>
> = {
  map: { kind: 'filter', position: 0 },
  select: { kind: 'test', position: 0 },
  reject: { kind: 'test', position: 0 },
  selectattr: { kind: 'test', position: 1 },
  rejectattr: { kind: 'test', position: 1 },
};

/** Filters of Jinja that do not exist here, with the reason. */
export const absentFilters: Readonly<Record<string, string>> = {
  random: 'a draw has to be the same whenever the run is repeated; let a variable draw instead',
  shuffle: 'a draw has to be the same whenever the run is repeated; let a variable draw instead',
  safe: 'nothing is escaped, so leave it out',
  escape: 'nothing is escaped, so leave it out',
  e: 'nothing is escaped, so leave it out',
  forceescape: 'nothing is escaped, so leave it out',
  attr: 'write `[…]` to read a field',
};

export function filterNamed(name: string): FilterSpec | undefined {
  return Object.hasOwn(filterTable, name) ? filterTable[name] : undefined;
}
