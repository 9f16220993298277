import type { Edit } from '../span.ts';
import type { ScalarNode } from '../syntax/tree.ts';

/** A word in the quotes of the scalar that it replaces. */
export function quotedLike({ style }: ScalarNode, word: string): string {
  if (style === 'single') return `'${word}'`;
  return style === 'double' ? `"${word}"` : word;
}

/** The edit that puts a word at the end of a scalar, behind a blank or on a line of its own. */
export function insertionAtEnd(node: ScalarNode, word: string): Edit | undefined {
  const { span, source, style } = node;
  if (style === 'plain') return { span, text: `"${source.replaceAll(/["\\]/g, '\\$&')} ${word}"` };
  if (style === 'single' || style === 'double') {
    return { span: { start: span.end - 1, end: span.end - 1 }, text: ` ${word}` };
  }
  const lines = source.trimEnd().split('\n');
  const indent = /^ */.exec(lines[1] ?? '')?.[0];
  if (indent === undefined || indent === '') return undefined;
  const at = span.start + source.trimEnd().length;
  return { span: { start: at, end: at }, text: `\n${indent}${word}` };
}
