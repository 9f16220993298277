import { type NameOccurrence, touches } from '#language';
import { homeOf } from './homes.ts';
import type { View } from './view.ts';

/** The model, rephrasing, variable or computed value whose name stands at an offset. */
export function occurrenceAt({ analysis }: View, offset: number): NameOccurrence | undefined {
  return analysis.names.find(({ span }) => touches(span, offset));
}

/** Every place of the file where the same thing is named, the definition among them. */
export function occurrencesOf(
  { analysis }: View,
  { kind, name }: Pick<NameOccurrence, 'kind' | 'name'>,
): readonly NameOccurrence[] {
  return analysis.names.filter((other) => other.kind === kind && other.name === name);
}

/** The files in which a name means the same thing as in this one: the file that defines it, and those that use that. */
export function sharing(
  view: View,
  { kind, name }: Pick<NameOccurrence, 'kind' | 'name'>,
  others: readonly View[],
): readonly View[] {
  const home = homeOf(view, kind, name)?.view ?? view;
  const files = new Map([home, view].map((file) => [file.uri, file]));
  for (const other of others) {
    if (!files.has(other.uri) && homeOf(other, kind, name)?.view.uri === home.uri) files.set(other.uri, other);
  }
  return [...files.values()];
}
