import type { Edit } from '../span.ts';
import type { KeySpec } from '../schema/spec.ts';
import type { MapNode, Pair } from '../syntax/tree.ts';

/**
 * The edit that adds a key, with its example as value, behind the last pair of a map.
 *
 * @param pair the pair whose value the map is; undefined for the whole file
 */
export function insertKey(
  text: string,
  map: Pick<MapNode, 'pairs' | 'span' | 'flow'> | undefined,
  pair: Pair | undefined,
  { example }: Pick<KeySpec, 'example'>,
): Edit | undefined {
  if (map?.flow === true) {
    if (example.includes('\n') || text[map.span.end - 1] !== '}') return undefined;
    const at = map.pairs.at(-1)?.span.end ?? map.span.start + 1;
    return { span: { start: at, end: at }, text: map.pairs.length > 0 ? `, ${example}` : example };
  }
  const last = map?.pairs.at(-1);
  const parentColumn = pair === undefined ? -2 : columnOf(text, pair.key.span.start);
  const column = last === undefined ? parentColumn + 2 : columnOf(text, last.key.span.start);
  const after = last?.span.end ?? pair?.span.end ?? 0;
  const at = lineEndFrom(text, after);
  const lines = example.split('\n').map((line) => (line === '' ? '' : ' '.repeat(column) + line));
  const atLineStart = at === 0 || text[at - 1] === '\n';
  return { span: { start: at, end: at }, text: atLineStart ? `${lines.join('\n')}\n` : `\n${lines.join('\n')}` };
}

/** Spaces and dashes before a place on its line. */
export function columnOf(text: string, offset: number): number {
  const start = Math.max(text.lastIndexOf('\n', offset - 1) + 1, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  return Math.max(0, offset - Math.max(start, 0));
}

/** The end of the line on which a place is, or the place itself where a line begins there. */
function lineEndFrom(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}
