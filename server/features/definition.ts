import type { Location } from 'vscode-languageserver-types';
import { homeOfOccurrence, occurrenceAt, occurrencesOf } from './occurrences.ts';
import { rangeOf } from './range.ts';
import type { View } from './view.ts';

/** Where the name at an offset is defined, in this file or in one that it uses; several places where it is defined twice. */
export function definition(view: View, offset: number): readonly Location[] {
  const found = occurrenceAt(view, offset);
  if (found === undefined) return [];
  const home = homeOfOccurrence(view, found);
  return occurrencesOf(home, found)
    .filter((occurrence) => occurrence.definition)
    .map(({ span }) => ({ uri: home.uri, range: rangeOf(home.lines, span) }));
}
