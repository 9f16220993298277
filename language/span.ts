/** A place in a text: half-open, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A replacement of the text in `span` by `text`. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** The text with the edits made, which stand in its order and do not overlap. */
export function applied(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const { span, text: wanted } of edits) {
    result += text.slice(at, span.start) + wanted;
    at = span.end;
  }
  return result + text.slice(at);
}

/** True where `offset` lies in the span or right behind it, which is where a cursor still belongs to it. */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** The same span, `by` code units further on. */
export function shift(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}
