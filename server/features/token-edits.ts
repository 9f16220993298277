import type { SemanticTokensEdit } from 'vscode-languageserver-types';

/** What turns the tokens of one version into those of another: one stretch, which is what an edit of a text changes. */
export function tokenEdits(before: readonly number[], after: readonly number[]): readonly SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  const deleteCount = before.length - start - same;
  const data = after.slice(start, after.length - same);
  return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data: [...data] }];
}
