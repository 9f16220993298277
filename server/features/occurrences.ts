import { type NameOccurrence, type StepOccurrence, touches } from '#language';
import { homeOf } from './homes.ts';
import type { View } from './view.ts';

export type Occurrence = NameOccurrence | StepOccurrence;

/** The model, rephrasing, variable, computed value or step whose name stands at an offset. */
export function occurrenceAt({ analysis }: View, offset: number): Occurrence | undefined {
  return analysis.names.find(({ span }) => touches(span, offset));
}

/** Every place of the file where the same thing is named, the definition among them. */
export function occurrencesOf({ analysis }: View, found: Occurrence): readonly Occurrence[] {
  return analysis.names.filter(
    (other) =>
      other.kind === found.kind &&
      other.name === found.name &&
      (other.kind !== 'step' || found.kind !== 'step' || other.rephrasing === found.rephrasing),
  );
}

/** The file that defines what is named; a step is defined where it is named. */
export function homeOfOccurrence(view: View, found: Occurrence): View {
  return found.kind === 'step' ? view : (homeOf(view, found.kind, found.name)?.view ?? view);
}

/** The files in which a name means the same thing as in this one: the file that defines it, and those that use that. */
export function sharing(view: View, found: Occurrence, others: readonly View[]): readonly View[] {
  const home = homeOfOccurrence(view, found);
  const files = new Map([home, view].map((file) => [file.uri, file]));
  if (found.kind === 'step') return [view];
  for (const other of others) {
    if (!files.has(other.uri) && homeOf(other, found.kind, found.name)?.view.uri === home.uri) {
      files.set(other.uri, other);
    }
  }
  return [...files.values()];
}
