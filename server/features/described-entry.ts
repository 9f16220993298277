import { type Node, nouns, type Pair, type ReferenceKind, type ScopeName } from '#language';
import { dedented } from './dedented.ts';
import { paragraphs, valueTypeInWords, yaml } from './documentation.ts';
import { textAt } from './entries.ts';
import { homeOf, pathOfHome } from './homes.ts';
import type { View } from './view.ts';

/**
 * What a model, a variable, a rephrasing or a computed value is, as Markdown, and which file it comes from; undefined
 * where neither the file nor one that it uses defines it.
 */
export function describedEntry(view: View, kind: ReferenceKind, name: string): string | undefined {
  const home = homeOf(view, kind, name);
  if (home === undefined) return undefined;
  const path = pathOfHome(view, kind, name);
  const from = path === undefined ? '' : ` from \`${path}\``;
  return paragraphs([`**${name}**: ${nouns[kind]}${from}`, ...describe[kind](home.view, home.entry)]);
}

const describe = {
  model: ({ analysis }, { span }) => [yaml(dedented(analysis.text, span))],
  variable: (_view, { value }) => [valuesInWords(value)],
  rephrasing: (_view, { value }) => [textAt(value, 'about') ?? '', styleInWords(textAt(value, 'style'))],
  let: ({ analysis }, { key, span }) => [
    computedInWords(analysis.checked.scopes.let.get(key.text)),
    yaml(dedented(analysis.text, span)),
  ],
  target: ({ analysis }, { span }) => [yaml(dedented(analysis.text, span))],
} as const satisfies Record<ReferenceKind, (view: View, entry: Pair) => readonly string[]>;

function computedInWords(known: ScopeName | undefined): string {
  return known === undefined ? '' : `Computed of each document: ${valueTypeInWords(known.type)}.`;
}

function styleInWords(style: string | undefined): string {
  return style === undefined ? '' : `Style: ${style}`;
}

/** As many values as a hover has room for. */
const mostValues = 12;

/** A variable's values with the share of draws that each one gets. */
function valuesInWords(value: Node | undefined): string {
  const drawn = weighted(value);
  const total = drawn.reduce((sum, { weight }) => sum + weight, 0);
  const even = drawn.every(({ weight }) => weight === drawn[0]?.weight);
  const shown = drawn.slice(0, mostValues).map(({ text, weight }) => {
    const share = total > 0 && !even ? ` (${((100 * weight) / total).toFixed(0)} %)` : '';
    return `- ${text}${share}`;
  });
  const more = drawn.length > mostValues ? [`- … ${drawn.length - mostValues} more`] : [];
  return [...shown, ...more].join('\n');
}

function weighted(value: Node | undefined): readonly { readonly text: string; readonly weight: number }[] {
  if (value?.kind === 'list') {
    return value.items.flatMap((item) => (item.kind === 'scalar' ? [{ text: item.text, weight: 1 }] : []));
  }
  if (value?.kind !== 'map') return [];
  return value.pairs.map((pair) => {
    const weight = pair.value?.kind === 'scalar' && typeof pair.value.value === 'number' ? pair.value.value : 0;
    return { text: pair.key.text, weight: Math.max(0, weight) };
  });
}
