import { features } from '#features';
import type { CodeAction } from 'vscode-languageserver-types';
import { applied, uri, viewOf } from './view.ts';

/** The actions at `‸`, or for `«…»`, by their titles, with the text that each leaves. */
export function actionsAt(source: string, only?: string[]): ReadonlyMap<string, string> {
  const view = viewOf(source);
  const [selected] = view.spans;
  const { start, end } = selected ?? { start: view.cursor, end: view.cursor };
  const range = { start: view.lines.positionOf(start), end: view.lines.positionOf(end) };
  const actions: readonly CodeAction[] = features.codeActions(view, range, only);
  return new Map(actions.map(({ title, edit }) => [title, applied(view.text, edit?.changes?.[uri] ?? [])]));
}
