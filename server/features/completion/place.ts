import type { Span } from '#language';

/** What stands around a place in the text, as far as completion has to know. */
export interface Place {
  /** True within `{…}` or `[…]`, where no line can be begun. */
  readonly flow: boolean;
  /** True where the place is an item of a list. */
  readonly item: boolean;
  /** The quote that stands open in front; an empty string where none does. */
  readonly quote: string;
}

export function placeOf(text: string, span: Span): Place {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const before = text.slice(lineStart, span.start);
  const opening = /["']$/.exec(before)?.[0] ?? '';
  const left = before.slice(0, before.length - opening.length).trimEnd();
  const last = left === '' ? lastVisible(text, lineStart) : left.slice(-1);
  const flow = /[{[,]/.test(last);
  return {
    flow,
    item: /^\s*-(?:\s+-)*$/.test(left) || last === '[' || (last === ',' && inList(text, span.start)),
    quote: opening,
  };
}

/** The last character that is no blank in front of an offset, on whatever line. */
function lastVisible(text: string, offset: number): string {
  return text
    .slice(Math.max(0, offset - 400), offset)
    .trimEnd()
    .slice(-1);
}

/** Whether the innermost bracket that is open at an offset is that of a list. Looks back a page at the most. */
function inList(text: string, offset: number): boolean {
  let depth = 0;
  for (let index = offset - 1; index >= Math.max(0, offset - 4000); index--) {
    const character = text.charAt(index);
    if (character === ']' || character === '}') depth++;
    if (character === '[' || character === '{') {
      if (depth === 0) return character === '[';
      depth--;
    }
  }
  return false;
}
