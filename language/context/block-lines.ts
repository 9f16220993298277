import { indentOf, type Line, linesFrom } from '../syntax/lines.ts';

/** A line of block YAML that begins with a key, perhaps behind the dashes of a list. */
export interface KeyLine {
  /** Columns before the key, dashes included. */
  readonly column: number;
  /** Columns before the first dash, or before the key where there is none. */
  readonly indent: number;
  readonly key: string;
  /** Offset of the key and of what stands behind the colon and its blanks. */
  readonly start: number;
  readonly value: number;
}

const keyLine = /^( *)((?:- +)*)(?:"([^"\\]*)"|'([^']*)'|([\p{L}\p{N}_][^:#"']*?))[ \t]*:(?:[ \t]+|$)/u;

/** Reads a line up to `end`; undefined where it does not begin with a key and its colon. */
export function readKeyLine(text: string, start: number, end: number): KeyLine | undefined {
  const match = keyLine.exec(text.slice(start, end));
  if (match === null) return undefined;
  const indent = (match[1] ?? '').length;
  const column = indent + (match[2] ?? '').length;
  return {
    column,
    indent,
    key: match[3] ?? match[4] ?? match[5] ?? '',
    start: start + column,
    value: start + match[0].length,
  };
}

/** The keys that lead to a place: those of the lines above that are indented less and less. */
export interface Parents {
  readonly path: readonly string[];
  /** Keys on other lines of the same map. */
  readonly siblings: readonly string[];
  /** The column of the map's keys; undefined where there are none but the place itself. */
  readonly siblingColumn: number | undefined;
  /** What stands behind the colon of the innermost key. */
  readonly parentValue: string;
}

/**
 * Finds the keys above a place by indentation alone, which works where nothing can be parsed.
 *
 * @param lineStart offset of the line of the place
 * @param column column of the place
 * @param item true where the place stands behind a dash, which may stand right under its key
 */
export function parentsOf(text: string, lineStart: number, column: number, item: boolean): Parents {
  const lines = [...linesFrom(text, text.charCodeAt(0) === 0xfeff ? 1 : 0)];
  const at = lines.findIndex(({ start }) => start >= lineStart);
  const here = at === -1 ? lines.length : at;
  const path: string[] = [];
  let parent: { readonly line: number; readonly read: KeyLine } | undefined;
  let limit = column;
  let mayBeLevel = item;
  for (let index = here - 1; index >= 0 && (limit > 0 || mayBeLevel); index--) {
    const read = keyLineAt(text, lines[index]);
    if (read === undefined) continue;
    const dashed = read.indent < read.column;
    // A dash may stand in the column of the key that its list belongs to.
    if (read.column < limit || (mayBeLevel && read.column === limit && !dashed)) {
      path.unshift(read.key);
      parent ??= { line: index, read };
    } else if (!(dashed && read.indent < limit)) continue;
    // What stands above the first key of a list item stands above its dash.
    limit = read.indent;
    mayBeLevel = dashed;
  }
  const around = siblingsOf(text, lines, here, parent?.line ?? -1, column);
  const parentLine = parent === undefined ? undefined : lines[parent.line];
  const parentValue =
    parent === undefined ? '' : text.slice(parent.read.value, parentLine?.end ?? parent.read.value).trim();
  return { path, parentValue, ...around };
}

/** The keys of the map whose lines begin behind line `parent`, those of line `here` left out. */
function siblingsOf(
  text: string,
  lines: readonly Line[],
  here: number,
  parent: number,
  column: number,
): Pick<Parents, 'siblings' | 'siblingColumn'> {
  const outer = parent === -1 ? -1 : (indentOf(text, lines[parent] ?? lines[0] ?? nowhere) ?? 0);
  const siblings: string[] = [];
  let siblingColumn: number | undefined;
  for (let index = parent + 1; index < lines.length; index++) {
    const line = lines[index];
    const indent = line === undefined || index === here ? undefined : indentOf(text, line);
    if (indent === undefined) continue;
    if (indent <= outer) break;
    const read = keyLineAt(text, line);
    if (read !== undefined) siblingColumn ??= read.column;
    if (read?.column !== column) {
      if (index > here && indent < column) break;
      continue;
    }
    // Every dash begins a map of its own.
    if (read.indent < read.column) {
      if (index > here) break;
      siblings.length = 0;
    }
    siblings.push(read.key);
  }
  return { siblings, siblingColumn };
}

const nowhere: Line = { start: 0, end: 0, next: 0 };

function keyLineAt(text: string, line: Line | undefined): KeyLine | undefined {
  if (line === undefined) return undefined;
  const first = text.charCodeAt(line.start);
  if (first === 35 || line.start === line.end) return undefined;
  return readKeyLine(text, line.start, line.end);
}
