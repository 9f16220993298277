import type { SymbolInformation } from 'vscode-languageserver-types';
import { rangeOf } from './range.ts';
import { kindOfName } from './symbols.ts';
import type { View } from './view.ts';

/** The names that a strategy defines and that a query means: its letters stand in the name, in this order. */
export function workspaceSymbols(view: View, query: string): readonly SymbolInformation[] {
  const strategy = view.analysis.tree.root?.pairs.find(({ key }) => key.text === 'strategy')?.value;
  const container = strategy?.kind === 'scalar' ? strategy.text : (view.uri.split('/').at(-1) ?? view.uri);
  const own: readonly SymbolInformation[] =
    strategy?.kind === 'scalar' && means(query, strategy.text)
      ? [{ name: strategy.text, kind: module, location: { uri: view.uri, range: rangeOf(view.lines, strategy.span) } }]
      : [];
  const named = view.analysis.names.flatMap(({ name, kind, span, definition }) => {
    // A step is a matter of its rephrasing alone.
    if (!definition || kind === 'step' || !means(query, name)) return [];
    const location = { uri: view.uri, range: rangeOf(view.lines, span) };
    return [{ name, kind: kindOfName[kind], containerName: container, location }];
  });
  return [...own, ...named];
}

const module = 2;

function means(query: string, name: string): boolean {
  const wanted = query.toLowerCase();
  const letters = name.toLowerCase();
  let at = 0;
  for (const letter of wanted) {
    at = letters.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
