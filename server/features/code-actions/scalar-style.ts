import { analyse, type ScalarNode, type Span } from '#language';
import type { CodeAction } from 'vscode-languageserver-types';
import { valueAt } from '../entries.ts';
import { pairAt } from '../pair-at.ts';
import type { View } from '../view.ts';
import { editOf } from './edit.ts';

/** A template of one line as a block, and a block as a text of one line. What it says stays the same to the last blank. */
export function scalarStyleActions(view: View, { start }: Span): readonly CodeAction[] {
  const { text, tree, templates } = view.analysis;
  const pair = pairAt(tree.root, start);
  const node = pair?.value;
  if (pair === undefined || node?.kind !== 'scalar') return [];
  const isTemplate = templates.some((site) => site.kind === 'template' && site.node.span.start === node.span.start);
  if (!isTemplate) return [];
  const isBlock = node.style === 'literal' || node.style === 'folded';
  const end = node.span.start + node.source.trimEnd().length;
  const rest = text.slice(end, lineEnd(text, end));
  const header = isBlock ? (node.source.split('\n', 1)[0] ?? '') : '';
  // A comment behind the value has no place in the other form.
  if (rest.trim() !== '' || header.includes('#')) return [];
  const column = pair.key.span.start - (text.lastIndexOf('\n', pair.key.span.start - 1) + 1);
  const written = isBlock ? JSON.stringify(node.text) : blockOf(node, column + 2);
  if (written === undefined || valueOf(written, column) !== node.text) return [];
  const title = isBlock ? `Write \`${pair.key.text}\` on one line` : `Write \`${pair.key.text}\` as a block`;
  const edit = editOf(view, [{ span: { start: node.span.start, end }, text: written }]);
  return [{ title, kind: 'refactor.rewrite', edit }];
}

/** Undefined where a block would end in more than one line break, which hangs on what follows it. */
function blockOf({ text }: ScalarNode, indent: number): string | undefined {
  if (text.trim() === '' || text.endsWith('\n\n') || /[\r\0]/.test(text)) return undefined;
  const keeps = text.endsWith('\n');
  const lines = (keeps ? text.slice(0, -1) : text).split('\n');
  const indicator = /^\n*[ ]/.test(text) ? '2' : '';
  const body = lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
  return [`|${indicator}${keeps ? '' : '-'}`, ...body].join('\n');
}

/** What a value says at a column, where it is read again. */
function valueOf(written: string, column: number): string | undefined {
  const { root } = analyse(`outer:\n${' '.repeat(Math.max(1, column))}inner: ${written}\n`).tree;
  const value = valueAt(valueAt(root, 'outer'), 'inner');
  return value?.kind === 'scalar' ? value.text : undefined;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}
