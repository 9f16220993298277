import type { View } from '#features';
import { analyse, LineIndex } from '#language';
import type { Range, TextEdit } from 'vscode-languageserver-types';
import { type Marked, marked } from './marked.ts';

export const uri = 'file:///strategies/wrap.strategy.yaml';

/** A strategy as the features see it, from a text with marks in it; without notes, which are like other problems. */
export function viewOf(source: string): View & Marked {
  const found = marked(source);
  return {
    uri,
    version: 1,
    analysis: analyse(found.text, { evidence: false }),
    lines: new LineIndex(found.text),
    ...found,
  };
}

/** The text after edits of the protocol, all made for the text as it is. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  const lines = new LineIndex(text);
  const places = edits.map(({ range, newText }) => ({ ...spanIn(lines, range), newText }));
  let result = text;
  for (const { start, end, newText } of places.toSorted((left, right) => right.start - left.start)) {
    result = result.slice(0, start) + newText + result.slice(end);
  }
  return result;
}

export function spanIn(lines: LineIndex, { start, end }: Range): { start: number; end: number } {
  return { start: lines.offsetOf(start), end: lines.offsetOf(end) };
}
