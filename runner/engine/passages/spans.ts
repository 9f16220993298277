/** A half-open range of UTF-16 units of a text. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Scripts without spaces between words: there every character may end a stretch. */
const spaceless = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const word = new RegExp(String.raw`[${spaceless}]\p{M}*|[^\s${spaceless}]+`, 'gu');

/** The words between which a text may be cut: runs without white space, and single characters of scripts without spaces. */
export function wordsOf(text: string): readonly TextSpan[] {
  return Array.from(text.matchAll(word), ({ 0: found, index }) => ({ start: index, end: index + found.length }));
}

/** The lines of a text, each with its line end: without gaps, together the whole text. */
export function linesOf(text: string): readonly TextSpan[] {
  return between(text, /\n/g);
}

/** The paragraphs of a text, each with the blank lines behind it: without gaps, together the whole text. */
export function paragraphsOf(text: string): readonly TextSpan[] {
  return between(text, /\n(?:[^\S\n]*\n)+/g);
}

function between(text: string, mark: RegExp): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  let start = 0;
  for (const { 0: found, index } of text.matchAll(mark)) {
    const end = index + found.length;
    spans.push({ start, end });
    start = end;
  }
  if (start < text.length) spans.push({ start, end: text.length });
  return spans;
}

/** The span without the white space at its ends. */
export function trimmed(text: string, { start, end }: TextSpan): TextSpan {
  const part = text.slice(start, end);
  const from = start + (part.length - part.trimStart().length);
  return { start: from, end: Math.max(from, start + part.trimEnd().length) };
}
