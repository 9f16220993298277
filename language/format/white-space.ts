import type { Edit } from '../span.ts';
import type { Leaf, LeafKind } from './leaves.ts';

/**
 * The edits that give a stretch of YAML the house's white space: two columns for every level, one space where tokens need
 * one, no blanks at the ends of lines, one empty line at the most. Nothing but white space is changed.
 *
 * @param atTop whether the stretch begins the file, which begins with no empty line
 */
export function whiteSpaceEdits(text: string, leaves: readonly Leaf[], atTop: boolean): readonly Edit[] {
  const edits: Edit[] = [];
  const put = (start: number, end: number, wanted: string): void => {
    const now = text.slice(start, end);
    // What stands between two tokens and is no token (`---`, a byte order mark) stays.
    if (now !== wanted && /^[ \t\r\n]*$/.test(now)) edits.push({ span: { start, end }, text: wanted });
  };
  let before: Leaf | undefined;
  for (const leaf of leaves) {
    const gapStart = before?.end ?? 0;
    const gap = text.slice(gapStart, leaf.start);
    if (leaf.kind === 'block-body') bodyEdits(text, leaf, put);
    else if (gap.includes('\n') || endsLine(before) || gapStart === 0) {
      const ends = endsLine(before) || gapStart === 0;
      put(gapStart, leaf.start, `${lineBreaks(gap, ends, atTop && before === undefined)}${' '.repeat(leaf.column)}`);
    } else put(gapStart, leaf.start, between(before?.kind, leaf.kind, gap));
    if (leaf.kind === 'scalar') furtherLines(text, leaf, put);
    before = leaf;
  }
  const end = before?.end ?? 0;
  const rest = text.slice(end);
  if (rest !== '' && rest.trim() === '' && before !== undefined)
    put(end, text.length, lineBreaks(rest, endsLine(before), false));
  return edits;
}

/** The body of a block scalar ends with the break of its last line. */
function endsLine(leaf: Leaf | undefined): boolean {
  return leaf?.kind === 'block-body';
}

/** The line breaks of a gap, of which those beyond one empty line fall away. */
function lineBreaks(gap: string, onNewLine: boolean, atTop: boolean): string {
  const breaks = gap.match(/\r?\n/g) ?? [];
  if (atTop) return '';
  return breaks.slice(0, onNewLine ? 1 : 2).join('');
}

function between(before: LeafKind | undefined, kind: LeafKind, gap: string): string {
  if (kind === 'comment') return gap === '' ? ' ' : gap.replaceAll('\t', ' ');
  if (kind === 'colon' || kind === 'comma') return '';
  switch (before) {
    case 'colon':
    case 'dash':
    case 'question':
    case 'property':
      return ' ';
    case 'open':
      return '';
    case 'comma':
      return kind === 'close' ? '' : ' ';
    default:
      return kind === 'close' ? '' : gap;
  }
}

type Put = (start: number, end: number, wanted: string) => void;

/** Lines behind the first of a plain or quoted scalar: how far they stand in has no meaning, nor has what ends them. */
function furtherLines(text: string, { start, end, inner }: Leaf, put: Put): void {
  const source = text.slice(start, end);
  for (const match of source.matchAll(/(?<!\\)[ \t]*(\r?\n)[ \t]*(?=(\r?\n)?)/g)) {
    const at = start + match.index;
    const empty = match[2] !== undefined;
    put(at, at + match[0].length, `${match[1] ?? ''}${empty ? '' : ' '.repeat(inner)}`);
  }
}

/** The body of a block scalar moves as one; what stands further in stays so. */
function bodyEdits(text: string, { start, end, inner }: Leaf, put: Put): void {
  const lines = Array.from(text.slice(start, end).matchAll(/([ \t]*)([^\r\n]*)(\r?\n|$)/g), (match) => ({
    at: start + match.index,
    indent: match[1] ?? '',
    filled: match[2] !== '',
  }));
  const indents = lines.filter(({ filled }) => filled).map(({ indent }) => indent.length);
  if (indents.length === 0) return;
  const least = indents[0] ?? 0;
  for (const { at, indent } of lines) {
    if (indent.length < least) put(at, at + indent.length, '');
    else put(at, at + least, ' '.repeat(inner));
  }
}
