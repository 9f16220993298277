import type { View } from '../view.ts';

/** A name for a text, from its first words, that nothing has yet in any of some files. */
export function freeName(views: readonly View[], text: string, usual: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const told = words.slice(0, 3).join('_').slice(0, 30);
  const base = /^[a-z]/.test(told) && words.length > 1 ? told : usual;
  const taken = new Set(views.flatMap(({ analysis }) => analysis.names.map(({ name }) => name)));
  for (const { scope, parsed } of views.flatMap(({ analysis }) => analysis.templates)) {
    for (const name of scope.keys()) taken.add(name);
    if ('locals' in parsed) for (const { name } of parsed.locals) taken.add(name);
  }
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}_${number}`;
    if (!taken.has(name)) return name;
  }
}
