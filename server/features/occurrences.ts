import { type NameOccurrence, touches } from '#language';
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
