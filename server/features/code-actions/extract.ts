import { type Edit, insertKey, partsAt, placementOf, type Span, spanInSource, type TemplateSite } from '#language';
import type { CodeAction } from 'vscode-languageserver-types';
import { valueAt } from '../entries.ts';
import type { View } from '../view.ts';
import { editOf, inOrder, isHarmless } from './edit.ts';
import { fixedTexts } from './fixed-texts.ts';

/**
 * The selected text of a prompt as a variable of one value, there or in every prompt that says the same; the selected
 * expression as a computed value. Offered where the strategy has no more errors than before.
 */
export function extractActions(view: View, selected: Span): readonly CodeAction[] {
  const { text, templates } = view.analysis;
  const span = trimmed(text, selected);
  if (span.start === span.end) return [];
  const site = templates.find(({ node }) => node.span.start <= span.start && span.end <= node.span.end);
  const within = site && inValue(site, span);
  if (site === undefined || within === undefined) return [];
  const isText = fixedTexts(site).some((fixed) => fixed.start <= within.start && within.end <= fixed.end);
  const actions = isText ? textActions(view, site, within) : expressionActions(view, site, within);
  return actions
    .filter(({ edits }) => isHarmless(view.analysis, edits))
    .map(({ title, edits }) => ({
      title,
      kind: 'refactor.extract',
      edit: editOf(view, edits),
    }));
}

interface Extraction {
  readonly title: string;
  /** In the order of the text. */
  readonly edits: readonly Edit[];
}

function textActions(view: View, site: TemplateSite, within: Span): readonly Extraction[] {
  if (site.role !== 'prompt' && site.role !== 'assemble') return [];
  const text = site.parsed.source.slice(within.start, within.end);
  const name = freeName(view, text, 'phrase');
  const entry = addEntry(view, 'variables', `${name}: [${JSON.stringify(text)}]`);
  if (entry === undefined) return [];
  const use = `{{ ${name} }}`;
  const places = view.analysis.templates
    .filter(({ role }) => role === 'prompt' || role === 'assemble')
    .map((other) => ({ site: other, spans: placesOf(other, text) }))
    .filter(({ spans }) => spans.length > 0);
  const count = places.reduce((sum, { spans }) => sum + spans.length, 0);
  const here = [...writes(site, [within], use), entry];
  const everywhere = [...places.flatMap((place) => writes(place.site, place.spans, use)), entry];
  return [
    { title: `Extract to the variable \`${name}\``, edits: inOrder(here) },
    ...(count > 1
      ? [{ title: `Extract all ${count} of them to the variable \`${name}\``, edits: inOrder(everywhere) }]
      : []),
  ];
}

function expressionActions(view: View, site: TemplateSite, within: Span): readonly Extraction[] {
  const source = site.parsed.source.slice(within.start, within.end);
  const isWhole = partsAt(site.parsed, within.start).some(
    ({ start, end }) => start === within.start && end === within.end,
  );
  // A name alone is one already.
  if (!isWhole || /^[A-Za-z_]\w*$/.test(source)) return [];
  const name = freeName(view, source, 'value');
  const entry = addEntry(view, 'let', `${name}: ${/^[\d.]+$/.test(source) ? source : JSON.stringify(source)}`);
  if (entry === undefined) return [];
  const edits = inOrder([...writes(site, [within], name), entry]);
  return [{ title: `Extract to the computed value \`${name}\``, edits }];
}

/** Puts `use` in the place of stretches of a template. A text without quotes gets some, as braces cannot begin one. */
function writes({ node, parsed: { source } }: TemplateSite, spans: readonly Span[], use: string): readonly Edit[] {
  if (node.style !== 'plain' || !use.startsWith('{'))
    return spans.map((span) => ({ span: spanInSource(node, span), text: use }));
  let written = '';
  let at = 0;
  for (const { start, end } of spans) {
    written += source.slice(at, start) + use;
    at = end;
  }
  return [{ span: node.span, text: JSON.stringify(written + source.slice(at)) }];
}

function placesOf(site: TemplateSite, text: string): readonly Span[] {
  const found: Span[] = [];
  for (const { start, end } of fixedTexts(site)) {
    for (let at = site.parsed.source.indexOf(text, start); at >= 0 && at + text.length <= end; ) {
      found.push({ start: at, end: at + text.length });
      at = site.parsed.source.indexOf(text, at + text.length);
    }
  }
  return found;
}

/** A name for a text, from its first words, that nothing has yet. */
function freeName({ analysis }: View, text: string, usual: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const told = words.slice(0, 3).join('_').slice(0, 30);
  const base = /^[a-z]/.test(told) && words.length > 1 ? told : usual;
  const taken = new Set(analysis.names.map(({ name }) => name));
  for (const { scope, parsed } of analysis.templates) {
    for (const name of scope.keys()) taken.add(name);
    if ('locals' in parsed) for (const { name } of parsed.locals) taken.add(name);
  }
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}_${number}`;
    if (!taken.has(name)) return name;
  }
}

/** The edit that adds an entry to a section, with the section where there is none: above the rephrasings and their defaults. */
function addEntry({ analysis: { text, tree } }: View, section: 'variables' | 'let', entry: string): Edit | undefined {
  const { root } = tree;
  const pair = root?.pairs.find(({ key }) => key.text === section);
  if (pair !== undefined) {
    const map = valueAt(root, section);
    return map === undefined || map.kind === 'map' ? insertKey(text, map, pair, { example: entry }) : undefined;
  }
  if (root === undefined || root.flow) return undefined;
  const next = root.pairs.find(({ key }) => ['defaults', 'rephrasings'].includes(key.text));
  if (next === undefined) return undefined;
  let start = next.key.span.start;
  // Comments right above a key belong to it.
  for (;;) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (start === 0 || !text.startsWith('#', above)) break;
    start = above;
  }
  return { span: { start, end: start }, text: `${section}:\n  ${entry}\n` };
}

function inValue({ node }: TemplateSite, { start, end }: Span): Span | undefined {
  const places = placementOf(node);
  const from = places.toValue(start);
  const to = places.toValue(end);
  return from === undefined || to === undefined || to <= from ? undefined : { start: from, end: to };
}

/** Without blanks at the ends: what trims a template would not trim a variable. */
function trimmed(text: string, { start, end }: Span): Span {
  const selected = text.slice(start, end);
  const from = start + selected.length - selected.trimStart().length;
  return { start: from, end: Math.max(from, start + selected.trimEnd().length) };
}
