/**
 * What a template works with: JSON's values. There is one kind of number, as in JSON, so that a whole number prints
 * without a decimal point however it came about.
 */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** Where a template gets its names from. */
export interface Scope {
  /** The value of a name; undefined means that it does not exist, which is an error where it is used unguarded. */
  get(name: string): Value | undefined;
  /** Why a name has no value, in one sentence, where more is known than that it does not exist. */
  whyAbsent?(name: string): string | undefined;
}
