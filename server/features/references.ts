import type { Location } from 'vscode-languageserver-types';
import { occurrenceAt, occurrencesOf } from './occurrences.ts';
import { rangeOf } from './range.ts';
import type { View } from './view.ts';

/** Every use of the name at an offset, in templates too. */
export function references(view: View, offset: number, includeDeclaration: boolean): readonly Location[] {
  const found = occurrenceAt(view, offset);
  if (found === undefined) return [];
  return occurrencesOf(view, found)
    .filter((occurrence) => includeDeclaration || !occurrence.definition)
    .map(({ span }) => ({ uri: view.uri, range: rangeOf(view.lines, span) }));
}
