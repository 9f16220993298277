import type { Node } from '#language';
import type { FoldingRange } from 'vscode-languageserver-types';
import type { View } from './view.ts';

/** What can be folded: every block of more than one line, and runs of comment lines. */
export function folding(view: View): readonly FoldingRange[] {
  const ranges: FoldingRange[] = [...comments(view)];
  const add = (from: number, to: number): void => {
    const startLine = view.lines.positionOf(from).line;
    const endLine = view.lines.positionOf(lastVisible(view.analysis.text, from, to)).line;
    if (endLine > startLine) ranges.push({ startLine, endLine });
  };
  const visit = (node: Node): void => {
    if (node.kind === 'scalar') return;
    if (node.kind === 'list') {
      for (const item of node.items) {
        if (item.kind !== 'scalar') add(item.span.start, item.span.end);
        visit(item);
      }
      return;
    }
    for (const { span, value } of node.pairs) {
      add(span.start, span.end);
      if (value) visit(value);
    }
  };
  const { root } = view.analysis.tree;
  if (root) visit(root);
  return ranges;
}

/** The last character of a stretch that is not blank, so that empty lines behind a block stay outside of it. */
function lastVisible(text: string, from: number, to: number): number {
  return from + Math.max(0, text.slice(from, to).trimEnd().length - 1);
}

function comments({ analysis, lines }: View): readonly FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const isComment = (line: number): boolean =>
    line < lines.lineCount && analysis.text.startsWith('#', lines.lineStart(line));
  for (let line = 0; line < lines.lineCount; line++) {
    const startLine = line;
    while (isComment(line + 1) && isComment(line)) line++;
    if (line > startLine) ranges.push({ startLine, endLine: line, kind: 'comment' });
  }
  return ranges;
}
