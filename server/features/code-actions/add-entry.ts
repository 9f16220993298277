import { type Edit, insertKey } from '#language';
import { valueAt } from '../entries.ts';
import type { View } from '../view.ts';

/**
 * The edit that adds an entry to a section, with the section where there is none: above the rephrasings and their defaults, or
 * at the end of a file that has none of them.
 *
 * @param entry lines without indentation
 */
export function addEntry(
  { analysis: { text, tree } }: View,
  section: 'variables' | 'let',
  entry: string,
): Edit | undefined {
  const { root } = tree;
  const pair = root?.pairs.find(({ key }) => key.text === section);
  if (pair !== undefined) {
    const map = valueAt(root, section);
    return map === undefined || map.kind === 'map' ? insertKey(text, map, pair, { example: entry }) : undefined;
  }
  if (root === undefined || root.flow) return undefined;
  const lines = [`${section}:`, ...entry.split('\n').map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
  const next = root.pairs.find(({ key }) => ['defaults', 'rephrasings'].includes(key.text));
  if (next === undefined) return insertKey(text, root, undefined, { example: lines });
  let start = next.key.span.start;
  // Comments right above a key belong to it.
  for (;;) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (start === 0 || !text.startsWith('#', above)) break;
    start = above;
  }
  return { span: { start, end: start }, text: `${lines}\n` };
}
