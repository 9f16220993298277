import type { DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver-types';
import { occurrenceAt, occurrencesOf } from './occurrences.ts';
import { rangeOf } from './range.ts';
import type { View } from './view.ts';

const read = 2 satisfies DocumentHighlightKind;
const write = 3 satisfies DocumentHighlightKind;

/** The places of the file that name what stands at an offset. */
export function highlights(view: View, offset: number): readonly DocumentHighlight[] {
  const found = occurrenceAt(view, offset);
  if (found === undefined) return [];
  return occurrencesOf(view, found).map((occurrence) => ({
    range: rangeOf(view.lines, occurrence.span),
    kind: occurrence.definition ? write : read,
  }));
}
