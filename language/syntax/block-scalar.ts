import { linesFrom } from './lines.ts';
import { type PlacedText, TextBuilder } from './scalar-text.ts';

interface ContentLine {
  /** Where the text behind the indentation begins. */
  readonly start: number;
  readonly end: number;
  readonly next: number;
  /** True for a line that keeps its own indentation, and with it the line breaks around it, in a folded scalar. */
  readonly deeper: boolean;
}

const header = /^[|>](?:([1-9])([-+])?|([-+])([1-9])?)?[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/;

/**
 * Reads a block scalar, header included.
 *
 * @param parentIndent columns of the block that it stands in, which an indentation indicator counts from
 */
export function blockText(source: string, style: 'literal' | 'folded', parentIndent: number): PlacedText | undefined {
  const head = header.exec(source);
  if (head === null) return undefined;
  const indicator = head[1] ?? head[4];
  const chomping = head[2] ?? head[3] ?? '';
  const raw = [...linesFrom(source, head[0].length)];
  const indent = indicator === undefined ? detectedIndent(source, raw) : parentIndent + Number(indicator);
  const lines = raw.map((line) => contentLine(source, line, indent));
  let last = lines.length;
  while (last > 0 && lines[last - 1]?.start === lines[last - 1]?.end) last--;
  const builder = new TextBuilder();
  const content = lines.slice(0, last);
  if (style === 'literal') literal(source, content, builder);
  else folded(source, content, builder);
  chomp(chomping, lines, last, builder);
  return builder.finish();
}

function detectedIndent(source: string, lines: readonly { readonly start: number; readonly end: number }[]): number {
  let longestBlank = 0;
  for (const { start, end } of lines) {
    let at = start;
    while (at < end && source.charCodeAt(at) === 32) at++;
    if (at < end) return at - start;
    longestBlank = Math.max(longestBlank, at - start);
  }
  return longestBlank;
}

function contentLine(
  source: string,
  line: { readonly start: number; readonly end: number; readonly next: number },
  indent: number,
): ContentLine {
  let start = line.start;
  while (start < line.end && start - line.start < indent && source.charCodeAt(start) === 32) start++;
  const first = source[start];
  return { start, end: line.end, next: line.next, deeper: start < line.end && (first === ' ' || first === '\t') };
}

/** Every line as it stands; the break behind the last one is left to chomping. */
function literal(source: string, lines: readonly ContentLine[], builder: TextBuilder): void {
  for (const [index, line] of lines.entries()) {
    builder.copy(source, line.start, line.end);
    if (index < lines.length - 1) builder.add('\n', line.end, line.next);
  }
}

/** Neighbouring lines are joined by a space; blank lines are breaks; lines that are indented deeper keep theirs. */
function folded(source: string, lines: readonly ContentLine[], builder: TextBuilder): void {
  let before: ContentLine | undefined;
  let blanks: ContentLine[] = [];
  for (const line of lines) {
    if (line.start === line.end) {
      blanks.push(line);
      continue;
    }
    if (before !== undefined) {
      if (before.deeper || line.deeper) builder.add('\n', before.end, before.next);
      else if (blanks.length === 0) builder.add(' ', before.end, line.start);
    }
    for (const blank of blanks) builder.add('\n', blank.start, blank.next);
    blanks = [];
    builder.copy(source, line.start, line.end);
    before = line;
  }
}

/** The end of the scalar: `-` drops all line breaks, `+` keeps all, without either one is kept. */
function chomp(chomping: string, lines: readonly ContentLine[], last: number, builder: TextBuilder): void {
  if (chomping === '-') return;
  const final = lines[last - 1];
  if (final !== undefined) builder.add('\n', final.end, final.next);
  if (chomping !== '+') return;
  for (const line of lines.slice(last)) builder.add('\n', line.start, line.next);
}
