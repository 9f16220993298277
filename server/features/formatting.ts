import { format } from '#language';
import type { Range, TextEdit } from 'vscode-languageserver-types';
import { spanOf, textEditOf } from './range.ts';
import type { View } from './view.ts';

/** The edits of white space that format the strategy, or the blocks of it that a range touches. */
export function formatting({ analysis, lines }: View, range?: Range): readonly TextEdit[] {
  const edits = format(analysis.tree, range === undefined ? undefined : spanOf(lines, range));
  return edits.map((edit) => textEditOf(lines, edit));
}
