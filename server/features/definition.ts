import type { Location } from 'vscode-languageserver-types';
import { occurrenceAt, occurrencesOf } from './occurrences.ts';
import { rangeOf } from './range.ts';
import type { View } from './view.ts';

/** Where the name at an offset is defined; several places where it is defined twice. */
export function definition(view: View, offset: number): readonly Location[] {
  const found = occurrenceAt(view, offset);
  if (found === undefined) return [];
  return occurrencesOf(view, found)
    .filter((occurrence) => occurrence.definition)
    .map(({ span }) => ({ uri: view.uri, range: rangeOf(view.lines, span) }));
}
