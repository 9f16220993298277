/** A line of a text: `end` lies before the line break, `next` behind it. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** The lines of a text, from an offset on. */
export function* linesFrom(text: string, from: number): Generator<Line> {
  let start = from;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const next = found === -1 ? text.length : found + 1;
    const bare = found === -1 ? text.length : found;
    const end = text.charCodeAt(bare - 1) === 13 && bare > start ? bare - 1 : bare;
    yield { start, end, next };
    start = next;
  }
}

/** Columns of spaces before the text of a line; undefined for a line without text, or with a comment only. */
export function indentOf(text: string, line: Line): number | undefined {
  let at = line.start;
  while (at < line.end && text.charCodeAt(at) === 32) at++;
  if (at === line.end || text.charCodeAt(at) === 35) return undefined;
  return text.slice(at, line.end).trim() === '' ? undefined : at - line.start;
}
