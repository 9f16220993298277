import { features } from '#features';
import { analyse, type Position } from '#language';
import { describe, expect, test } from 'vitest';
import { applied } from '../../helpers/view.ts';
import { viewsOf } from '../../helpers/views.ts';

const one = `version: 1
strategy: wrap
about: Two styles.
origin: {source: "https://arxiv.org/abs/2401.16380", fidelity: reconstructed}
seed: 17
seeds:
  from: web.jsonl
  keep: [words >= 50]
models:
  small:
    gguf: smollm2-135m
    sampling: {temperature: 0.7, max_tokens: 512}
  large: {mock: echo}
variables:
  audience: [a child, an expert]
defaults: {model: small, keep: [not truncated]}
rephrasings:
  qa:
    model: large
    each: [audience]
    when: words > 10
    prompt: |
      For {{ audience | upper }}:
      {% if doc.topic is defined %}Stay on topic.{% endif %}

      {{ text | truncate(500) }}
    clean: [think, quotes]
    keep: [ratio <= 1.5, source.words > 3]
    assemble: "{{ text }}\\n\\n{{ output }}"
output: {to: ../out, as: parquet}
`;

/** What several requests, parts of documents, mixtures, tests, targets and used files need. */
const several = `version: 1
strategy: grow
use: [./models.strategy.yaml, values.strategy.yaml]
seed: 3
let:
  half: words / 2
seeds: {from: web.jsonl, limit: 100}
defaults:
  model: shared
  clean: [think]
rephrasings:
  grow:
    style: instructional
    when: bucket > 2 and half > 3
    weight: 2
    window: {take: first, chars: 1000}
    chunk: {by: sentence, tokens: 300, carry: previous}
    steps:
      - name: pairs
        model: large
        prompt: "Pairs for {{ audience }} {{ text }} {{ previous }}"
        expect: json
        as: pair
        at_most: 5
      - {name: write, prompt: "{{ pair.genre }} {{ text }}", sampling: {temperature: 0.5}}
      - name: judge
        prompt: |
          Judge {{ write }} with {{ pairs[0] }}.
    result: write
    keep: [judge != "bad", tokens >= 50]
    on_fail: retry
  half:
    each: [audience]
    window:
      take: second_half
      of: paragraph
    prompt: "{{ text }}"
    clean: [{pairs: {at_most: half, count: uniform}}]
mix: {per_document: 1, natural: 60%, tokens: 10B, styles: {instructional: 20%}}
dedup: {exact: true, minhash: {ngram: 5, bands: 14, rows: 8}}
decontaminate: {against: web.jsonl, ngram: 10}
budget: {tokens: 2B}
tests:
  - document: web.jsonl
    rephrasings: [grow]
    expect: [numbers_kept == 1]
targets:
  cluster: {kind: ray, address: "http://head:8265", workers: 8}
  hpc:
    kind: slurm
    partition: gpu
    workers: 64
`;

const viewOf = viewsOf({
  'one.strategy.yaml': one,
  'several.strategy.yaml': several,
  'models.strategy.yaml': 'version: 1\nmodels:\n  shared: {mock: echo}\n  large: {mock: echo}\n',
  'values.strategy.yaml': 'version: 1\nlet:\n  bucket: tokens / 2\nvariables:\n  audience: [a child, an expert]\n',
  'web.jsonl': '',
});

/** What a half-made choice may lack: a value, an argument, an operand. */
const inherent: ReadonlySet<string> = new Set([
  'wrong-type',
  'missing-key',
  'unknown-value',
  'out-of-range',
  'type-mismatch',
  'template-syntax',
  'expression-syntax',
]);

const surroundings = { environment: ['HOME'], listFolder: async () => [], snippets: false };

describe.each(['one.strategy.yaml', 'several.strategy.yaml'])('in %s', (path) => {
  const view = viewOf(path);
  const { text } = view;

  /** What is wrong with the strategy after an edit, and was not before. */
  function brought(after: string): readonly string[] {
    return analyse(after, { previous: view.analysis, used: view.analysis.used })
      .problems.filter(({ severity, code }) => severity === 'error' && !inherent.has(code))
      .map(({ code, message }) => `${code}: ${message}`);
  }

  function replacesKey(end: Position): boolean {
    return text.charAt(view.lines.offsetOf(end)) === ':';
  }

  function carries(after: string): boolean {
    return !text.includes('carry: previous') || /carry: *previous\b/.test(after);
  }

  test('the strategy is right as it stands', () => {
    expect(view.analysis.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  const sections = text.split(/^(?=\S)/m).map((section) => [section.split('\n', 1)[0] ?? '', section]);
  test.each(sections)('no completion in %s brings an error that is not a missing value', async (_name, section) => {
    const from = text.indexOf(section);
    const seen = new Set<string>();
    for (let offset = from; offset < from + section.length; offset++) {
      for (const { label, textEdit } of await features.complete(view, offset, surroundings)) {
        if (textEdit === undefined || !('range' in textEdit)) throw new Error('A completion says what it replaces.');
        const after = applied(text, [textEdit]);
        // Another key in front of a value that stays takes it along, whatever it is; and prompts hang on `carry: previous`.
        if (seen.has(after) || replacesKey(textEdit.range.end) || !carries(after)) continue;
        seen.add(after);
        const place = view.lines.positionOf(offset);
        expect(brought(after), `${label} at ${place.line + 1}:${place.character + 1}\n${after}`).toEqual([]);
      }
    }
  });
});
