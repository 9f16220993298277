/** What is known of a value before it exists. */
export type ValueType =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'any' }
  | { readonly kind: 'list'; readonly of: ValueType }
  /** `fields` null is an open map: any field may exist, of any type. */
  | { readonly kind: 'map'; readonly fields: Readonly<Record<string, ValueType>> | null };

/** The type of a name of the scope; undefined where the scope does not have it. */
export type TypeScope = (name: string) => ValueType | undefined;
