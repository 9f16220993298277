import { indentOf, type Line, linesFrom } from './lines.ts';

/** A stretch of a file that can be read without the rest. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** The top-level key among whose entries it stands. */
  readonly section: string | undefined;
  /** True for the line of a key whose entries are stretches of their own. */
  readonly heads: boolean;
}

interface Head {
  readonly line: Line;
  readonly key: string;
  /** Where the text behind the colon begins. */
  readonly behind: number;
}

/** A key with its colon: quoted, or plain words that begin with a letter, a digit or `_`. */
const keyLine = /(?:"([^"\\\n]*)"|'([^'\n]*)'|([\p{L}\p{N}_][^\n:#]*?))[ \t]*:(?=[ \t\r\n]|$)/uy;

/**
 * Cuts a file into its top-level blocks, and a block that is a plain map of entries into its entries, by looking at the
 * beginnings of lines only. Everything between two keys belongs to the first: a block scalar may end in blank lines.
 * Gives undefined where lines alone do not tell (several documents, directives, explicit keys, no key at all).
 *
 * @param sections the keys whose blocks are maps of entries
 */
export function split(text: string, sections: ReadonlySet<string>): readonly Stretch[] | undefined {
  const heads: Head[] = [];
  for (const line of linesFrom(text, text.charCodeAt(0) === 0xfeff ? 1 : 0)) {
    const first = text.charCodeAt(line.start);
    // Only a few characters at the beginning of a line matter; lines of a block begin with a space.
    if (first === 32 || first === 35 || line.end === line.start) continue;
    if (endsDocument(text, line, heads.length === 0)) return undefined;
    const head = headAt(text, line, line.start);
    if (head !== undefined) heads.push(head);
  }
  const [first] = heads;
  if (first === undefined) return undefined;
  const stretches: Stretch[] = [];
  if (first.line.start > 0) stretches.push({ start: 0, end: first.line.start, section: undefined, heads: false });
  for (const [index, head] of heads.entries()) {
    stretches.push(...block(text, head, heads[index + 1]?.line.start ?? text.length, sections.has(head.key)));
  }
  return stretches;
}

/** True for lines that only make sense to somebody who reads the whole file: `---`, `...`, `%YAML`, `? key`. */
function endsDocument(text: string, line: Line, atTop: boolean): boolean {
  const begin = text.slice(line.start, Math.min(line.end, line.start + 4));
  if (/^(?:---|\.\.\.)(?:\s|$)/.test(begin)) {
    return !(atTop && /^---[ \t]*(?:#.*)?$/.test(text.slice(line.start, line.end)));
  }
  return begin.startsWith('%') || /^\?(?:\s|$)/.test(begin);
}

/** A top-level key with what belongs to it, whole or as its entries. */
function block(text: string, head: Head, end: number, hasEntries: boolean): readonly Stretch[] {
  const whole = [{ start: head.line.start, end, section: undefined, heads: false }];
  if (!hasEntries || !/^\s*(?:#|$)/.test(text.slice(head.behind, head.line.end))) return whole;
  const starts = entryStarts(text, head.line.next, end);
  if (starts === undefined) return whole;
  return [
    { start: head.line.start, end: starts[0] ?? end, section: undefined, heads: true },
    ...starts.map((start, index) => ({ start, end: starts[index + 1] ?? end, section: head.key, heads: false })),
  ];
}

/** Where the entries of a block begin; undefined where its lines are not those of a plain map. */
function entryStarts(text: string, from: number, end: number): readonly number[] | undefined {
  const starts: number[] = [];
  let column: number | undefined;
  for (const line of linesFrom(text, from)) {
    if (line.start >= end) break;
    const indent = indentOf(text, line);
    if (indent === undefined) continue;
    column ??= indent;
    if (indent < column || column === 0) return undefined;
    if (indent > column) continue;
    if (headAt(text, line, line.start + indent) !== undefined) starts.push(line.start);
    else if (starts.length === 0 || text[line.start + indent] === '?') return undefined;
  }
  return starts.length > 0 ? starts : undefined;
}

function headAt(text: string, line: Line, start: number): Head | undefined {
  keyLine.lastIndex = start;
  const match = keyLine.exec(text);
  if (match === null || keyLine.lastIndex > line.end) return undefined;
  return { line, key: match[1] ?? match[2] ?? match[3] ?? '', behind: keyLine.lastIndex };
}
