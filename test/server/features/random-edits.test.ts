import { isDeepStrictEqual } from 'node:util';
import { features } from '#features';
import { type Analysis, analyse, LineIndex } from '#language';
import { expect, test } from 'vitest';
import { uri } from '../../helpers/view.ts';

/** `WORDMILL_EDITS=100000` for the whole law: it takes a quarter of an hour and more. */
const edits = Number(process.env['WORDMILL_EDITS'] ?? 400);
/** An edited file becomes another language after a while: then it begins again. */
const editsOfAFile = 40;

const strategies = [
  `version: 1
strategy: wrap
seeds: {from: web.jsonl, keep: [words >= 50, bucket > 2]}
models:
  small: {gguf: smollm2-135m, sampling: {stop: ["\\n"]}}
  large: {mock: echo}
variables: {audience: [a child], topic: {true: 1, false: 1}}
let:
  bucket: '[doc.edu, doc.dclm] | max'
# wordmill: ignore text-unused
rephrasings:
  qa:
    each: [audience]
    prompt: |
      For {{ audience | upper }} 🙂 {% if doc.topic is defined %}x{% endif %}

      {{ text | truncate(500) }}
    clean: [think, {after: "Q:"}]
    keep: ["ratio <= 1.5", source.words > 3]
    assemble: '{{ text }}''s {{ output }}'
mix: {per_document: 1, natural: 60%}
`,
  `version: 1
use: [./models.strategy.yaml]
defaults:
  model: small
  keep:
    - not truncated
    - not refusal # both
rephrasings:
  grow:
    weight: 2
    steps:
      - {name: pairs, prompt: "As JSON: {{ text }}", expect: json, as: pair, at_most: 5}
      - name: write
        prompt: >-
          {% set n = 2 %}{{ pair.genre }}
          {% for w in range(n) %}{{ w }}{% endfor %} {{ text }}
  chat:
    chunk: {by: sentence, tokens: 300, carry: previous}
    prompt: "{{ previous | default('') }} {{ text }}"
`,
];

/** What people type, paste and break. */
const pieces = [
  'a',
  ' ',
  '  ',
  '\n',
  '\n  ',
  '\n    ',
  ':',
  ': ',
  '- ',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  '#',
  '|',
  '>-',
  '{{ text }}',
  '{{',
  '}}',
  '{% if text %}',
  '{% endif %}',
  '{# ',
  ' | upper',
  ' | replace("a", ',
  '\r\n',
  '\t',
  '🙂',
  '\uFEFF',
  '\0',
  '\nmodels:\n',
  'rephrasings:\n  qa:\n',
  '  small: {mock: echo}\n',
  '&a ',
  '*a',
  '---\n',
  '<<<<<<< HEAD\n',
  '# wordmill: ignore unused-model\n',
];

test(
  `${edits} random edits: nothing throws, and what is taken over is what is found from scratch`,
  async () => {
    const random = generator(20_260_107);
    const below = (count: number): number => Math.floor(random() * count);
    const differences: { readonly text: string; readonly part: string }[] = [];
    let text = '';
    let analysis: Analysis = analyse(text);
    for (let count = 0; count < edits; count++) {
      text = count % editsOfAFile === 0 ? (strategies[below(strategies.length)] ?? '') : edited(text, below);
      analysis = analyse(text, { previous: analysis });
      const scratch = analyse(text);
      for (const part of ['problems', 'names', 'templates', 'strategy'] as const) {
        if (!isDeepStrictEqual(analysis[part], scratch[part])) differences.push({ text, part });
      }
      await ask(analysis, below(text.length + 1));
    }
    expect(differences).toEqual([]);
  },
  30_000 + edits * 100,
);

/** Every feature at a place; what would throw, throws here. */
async function ask(analysis: Analysis, offset: number): Promise<void> {
  const view = { uri, version: 1, analysis, lines: new LineIndex(analysis.text) };
  const place = view.lines.positionOf(offset);
  const range = { start: place, end: view.lines.positionOf(offset + 20) };
  await features.complete(view, offset, { environment: ['HOME'], listFolder: async () => [], snippets: true });
  features.hover(view, offset);
  features.definition(view, offset);
  features.references(view, offset, true, [view]);
  features.highlights(view, offset);
  features.rename(view, offset, 'other', [view]);
  features.links(view);
  features.symbols(view);
  features.folding(view);
  features.formatting(view);
  features.semanticTokens(view, range);
  features.inlayHints(view, range);
  features.signatureHelp(view, offset);
  features.selectionRanges(view, offset);
  features.linkedRanges(view, offset);
  features.indentation(view, offset);
  features.diagnosticReport(view);
  features.workspaceSymbols(view, 'a');
  features.codeLenses(view, new Set(['wordmill.run']));
  features.codeActions(view, range, offset % 5 === 0 ? ['source.fixAll'] : undefined, 'shared.strategy.yaml');
}

function edited(text: string, below: (count: number) => number): string {
  const at = below(text.length + 1);
  switch (below(8)) {
    case 0:
      return text.slice(0, at) + text.slice(at + below(30));
    case 1: {
      const from = below(text.length + 1);
      return text.slice(0, at) + text.slice(from, from + below(80)) + text.slice(at);
    }
    case 2: {
      const lines = text.split('\n');
      return lines.toSpliced(below(lines.length), 1).join('\n');
    }
    default:
      return text.slice(0, at) + (pieces[below(pieces.length)] ?? '') + text.slice(at);
  }
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}
