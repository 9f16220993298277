import { type Edit, partsAt, type Span, type TemplateSite } from '#language';
import type { CodeAction } from 'vscode-languageserver-types';
import type { View } from '../view.ts';
import { addEntry } from './add-entry.ts';
import { editOf, inOrder, isHarmless } from './edit.ts';
import { fixedTexts } from './fixed-texts.ts';
import { freeName } from './free-name.ts';
import { inValue, trimmed, writes } from './template-text.ts';

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
  const name = freeName([view], text, 'phrase');
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
  const name = freeName([view], source, 'value');
  const entry = addEntry(view, 'let', `${name}: ${/^[\d.]+$/.test(source) ? source : JSON.stringify(source)}`);
  if (entry === undefined) return [];
  const edits = inOrder([...writes(site, [within], name), entry]);
  return [{ title: `Extract to the computed value \`${name}\``, edits }];
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
