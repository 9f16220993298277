import { countTokens, type ParsedTemplate, type Span, type TemplateSite } from '#language';
import type { View } from '../view.ts';
import type { Hint } from './shares.ts';

/** At the beginning of each prompt and system message: the tokens of its fixed text, for a few and for many documents alike. */
export function tokenHints(view: View, within: Span): readonly Hint[] {
  return view.analysis.templates.flatMap((site) => {
    const { node, role } = site;
    const near = node.span.start <= within.end && within.start <= node.span.end;
    if (!near || role !== 'prompt' || site.kind !== 'template') return [];
    const tokens = fixedTokens(site.parsed);
    if (tokens === 0) return [];
    return [{ at: placeOf(view, site), label: `≈ ${tokens} tokens`, tooltip: tooltip(site.parsed) }];
  });
}

function fixedTokens({ nodes }: ParsedTemplate): number {
  return nodes.reduce((sum, node) => (node.kind === 'text' ? sum + countTokens(node.text) : sum), 0);
}

function tooltip({ nodes }: ParsedTemplate): string {
  const branches = nodes.some(({ kind }) => kind === 'if' || kind === 'for');
  const aside = branches ? ' What stands in `{% if %}` and `{% for %}` is not counted.' : '';
  return `Tokens of the text that every request has, estimated without the model’s own tokenizer.${aside}`;
}

/** Behind the mark of a block (`prompt: |`), behind a value of one line, and at the end of the first line of others. */
function placeOf({ analysis: { text } }: View, { node }: TemplateSite): number {
  const lineEnd = text.indexOf('\n', node.span.start);
  const first = lineEnd === -1 ? text.length : lineEnd;
  return Math.min(node.span.end, text[first - 1] === '\r' ? first - 1 : first);
}
