/** A half-open piece of a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** So many units at a place are replaced by others. */
export interface Edit {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/** Where a piece of a text is after edits, each of which is told for the text before it. */
export function movedSpan(span: Span, edits: readonly Edit[]): Span {
  return edits.reduce<Span>(({ start, end }, edit) => {
    const moved = { start: movedOffset(start, edit, 'after'), end: movedOffset(end, edit, 'before') };
    return { start: Math.min(moved.start, moved.end), end: moved.end };
  }, span);
}

/** What is typed just before a piece, or just behind it, is no part of it. */
function movedOffset(offset: number, { rangeOffset, rangeLength, text }: Edit, typedHere: 'before' | 'after'): number {
  if (offset < rangeOffset || (offset === rangeOffset && typedHere === 'before')) return offset;
  if (offset >= rangeOffset + rangeLength) return offset + text.length - rangeLength;
  return typedHere === 'after' ? rangeOffset + text.length : rangeOffset;
}

/** The last line of an entry of a YAML map: deeper lines belong to it, and brackets that close it. Lines count from 0. */
export function lastLineOfEntry(lineAt: (line: number) => string, lineCount: number, first: number): number {
  const indent = indentOf(lineAt(first));
  let last = first;
  for (let line = first + 1; line < lineCount; line++) {
    const text = lineAt(line);
    if (text.trim() === '') continue;
    if (indentOf(text) <= indent && !/^\s*[}\]]/.test(text)) break;
    last = line;
  }
  return last;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
