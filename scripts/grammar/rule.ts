/** A rule of a TextMate grammar. */
export interface Rule {
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly while?: string;
  readonly captures?: Captures;
  readonly beginCaptures?: Captures;
  readonly endCaptures?: Captures;
  readonly patterns?: readonly Rule[];
  readonly include?: string;
}

export type Captures = Readonly<Record<number, { readonly name: string }>>;

/** Scopes of the groups of a regular expression, from group 1 on; an empty one has none. */
export function groups(...scopes: readonly string[]): Captures {
  return Object.fromEntries(scopes.flatMap((name, index) => (name === '' ? [] : [[index + 1, { name }]])));
}

/** The scope of a whole match. */
export function all(name: string): Captures {
  return { 0: { name } };
}

export function include(...names: readonly string[]): readonly Rule[] {
  return names.map((name) => ({ include: name }));
}

/** Alternatives in a regular expression. */
export function oneOf(words: readonly string[]): string {
  return words.join('|');
}
