import type { Node, Pair, ReferenceKind } from '#language';
import type { DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { sectionOf, textAt } from './entries.ts';
import { rangeOf } from './range.ts';
import type { View } from './view.ts';

/** What the outline shows the names of a strategy as. */
export const kindOfName = {
  model: 5 /* class */,
  variable: 13,
  rephrasing: 12 /* function */,
  let: 14 /* constant */,
  target: 19 /* object */,
} as const satisfies Record<ReferenceKind, SymbolKind>;
const namespace = 3 satisfies SymbolKind;
const property = 7 satisfies SymbolKind;

/** The outline: sections, what they define, and the keys of each. */
export function symbols(view: View): readonly DocumentSymbol[] {
  return view.analysis.tree.root?.pairs.flatMap((pair) => symbolOf(view, pair, sectionKind(pair))) ?? [];
}

function sectionKind({ key }: Pair): ReferenceKind | undefined {
  const named = (['model', 'variable', 'rephrasing', 'let', 'target'] as const).find(
    (kind) => sectionOf[kind] === key.text,
  );
  return named;
}

/** `defines` is what the pairs below this one are, where they are names that the user chose. */
function symbolOf(
  view: View,
  pair: Pair,
  defines: ReferenceKind | undefined,
  kind?: SymbolKind,
): readonly DocumentSymbol[] {
  const { key, value, span } = pair;
  if (key.text.trim() === '') return [];
  const below = value?.kind === 'map' ? value.pairs : [];
  const children = below.flatMap((child) => symbolOf(view, child, undefined, defines && kindOfName[defines]));
  const detail = detailOf(value);
  const symbol: DocumentSymbol = {
    name: key.text,
    kind: kind ?? (below.length > 0 ? namespace : property),
    range: rangeOf(view.lines, span),
    selectionRange: rangeOf(view.lines, key.span),
    // Most have none, and an outline of thousands of lines is long.
    ...(children.length > 0 && { children }),
  };
  return [detail === undefined ? symbol : { ...symbol, detail }];
}

/** One line about a value: itself where it is short, else what it says it is about. */
function detailOf(value: Node | undefined): string | undefined {
  const text =
    value?.kind === 'scalar' ? value.text : (textAt(value, 'about') ?? textAt(value, 'id') ?? textAt(value, 'gguf'));
  const [line] = text?.trim().split('\n', 1) ?? [];
  if (line === undefined || line === '') return undefined;
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
