import type { Location } from 'vscode-languageserver-types';
import { occurrenceAt, occurrencesOf, sharing } from './occurrences.ts';
import { rangeOf } from './range.ts';
import type { View } from './view.ts';

/**
 * Every use of the name at an offset, in templates and in other files too.
 *
 * @param others strategies that may use this one, or the same files
 */
export function references(
  view: View,
  offset: number,
  includeDeclaration: boolean,
  others: readonly View[] = [],
): readonly Location[] {
  const found = occurrenceAt(view, offset);
  if (found === undefined) return [];
  return sharing(view, found, others).flatMap((file) =>
    occurrencesOf(file, found)
      .filter((occurrence) => includeDeclaration || !occurrence.definition)
      .map(({ span }) => ({ uri: file.uri, range: rangeOf(file.lines, span) })),
  );
}
