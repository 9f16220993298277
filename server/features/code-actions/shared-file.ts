import { columnOf, type Edit, insertKey, type MapNode, type Pair } from '#language';
import type { View } from '../view.ts';

/** The edit that makes a strategy use a further file; undefined where `use` is nothing that a file could be added to. */
export function addUse({ analysis: { text, tree } }: View, path: string): Edit | undefined {
  const { root } = tree;
  if (root === undefined || root.flow) return undefined;
  const pair = root.pairs.find(({ key }) => key.text === 'use');
  return pair === undefined ? newUse(text, root, path) : furtherUse(text, pair, path);
}

/** Behind what tells of the strategy, as files of this kind have it. */
function newUse(text: string, root: MapNode, path: string): Edit | undefined {
  const heads = root.pairs.findLastIndex(({ key }) => ['version', 'strategy', 'about', 'origin'].includes(key.text));
  const pairs = root.pairs.slice(0, Math.max(1, heads + 1));
  return insertKey(text, { ...root, pairs }, undefined, { example: `use: [${path}]` });
}

function furtherUse(text: string, { value }: Pair, path: string): Edit | undefined {
  if (value?.kind !== 'list') return undefined;
  const last = value.items.at(-1);
  const at = last?.span.end ?? value.span.start + 1;
  if (value.flow) return { span: { start: at, end: at }, text: last === undefined ? path : `, ${path}` };
  if (last === undefined) return undefined;
  const dash = text.lastIndexOf('-', last.span.start);
  // Behind a comment on the last line.
  const end = at + text.slice(at).search(/\r?\n|$/);
  return { span: { start: end, end }, text: `\n${' '.repeat(columnOf(text, dash))}- ${path}` };
}
