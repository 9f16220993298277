import {
  type AnchorOccurrence,
  anchorAt,
  anchorsOf,
  type NameOccurrence,
  type StepOccurrence,
  touches,
} from '#language';
import { homeOf } from './homes.ts';
import type { View } from './view.ts';

export type Occurrence = NameOccurrence | StepOccurrence | AnchorOccurrence;

/** The model, rephrasing, variable, computed value, step or anchor whose name stands at an offset. */
export function occurrenceAt({ analysis }: View, offset: number): Occurrence | undefined {
  return analysis.names.find(({ span }) => touches(span, offset)) ?? anchorAt(analysis.text, offset);
}

/** Every place of the file where the same thing is named, the definition among them. */
export function occurrencesOf({ analysis }: View, found: Occurrence): readonly Occurrence[] {
  if (found.kind === 'anchor') {
    return anchorsOf(analysis.text).filter(({ name, anchor }) => name === found.name && anchor === found.anchor);
  }
  return analysis.names.filter(
    (other) =>
      other.kind === found.kind &&
      other.name === found.name &&
      (other.kind !== 'step' || found.kind !== 'step' || other.rephrasing === found.rephrasing),
  );
}

/** The file that defines what is named; a step and an anchor are defined where they are named. */
export function homeOfOccurrence(view: View, found: Occurrence): View {
  return isLocal(found) ? view : (homeOf(view, found.kind, found.name)?.view ?? view);
}

/** The files in which a name means the same thing as in this one: the file that defines it, and those that use that. */
export function sharing(view: View, found: Occurrence, others: readonly View[]): readonly View[] {
  if (isLocal(found)) return [view];
  const home = homeOfOccurrence(view, found);
  const files = new Map([home, view].map((file) => [file.uri, file]));
  for (const other of others) {
    if (!files.has(other.uri) && homeOf(other, found.kind, found.name)?.view.uri === home.uri) {
      files.set(other.uri, other);
    }
  }
  return [...files.values()];
}

/** Whether no other file can name it. */
function isLocal(found: Occurrence): found is StepOccurrence | AnchorOccurrence {
  return found.kind === 'step' || found.kind === 'anchor';
}
