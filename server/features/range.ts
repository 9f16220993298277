import type { Edit, LineIndex, Span } from '#language';
import type { Range, TextEdit } from 'vscode-languageserver-types';

/** The lines and columns of a span. */
export function rangeOf(lines: LineIndex, { start, end }: Span): Range {
  return { start: lines.positionOf(start), end: lines.positionOf(end) };
}

/** The span of a range that came over the wire; places outside of the text are moved into it. */
export function spanOf(lines: LineIndex, { start, end }: Range): Span {
  const from = lines.offsetOf(start);
  return { start: from, end: Math.max(from, lines.offsetOf(end)) };
}

/** An edit of the text as the protocol has it. */
export function textEditOf(lines: LineIndex, { span, text }: Edit): TextEdit {
  return { range: rangeOf(lines, span), newText: text };
}
