import { features } from '#features';
import { analyse, type Position } from '#language';
import { describe, expect, test } from 'vitest';
import { applied, viewOf } from '../../helpers/view.ts';

const strategy = `version: 1
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
const view = viewOf(strategy);

/** What is wrong with the strategy after an edit, and was not before. */
function brought(after: string): readonly string[] {
  return analyse(after, { previous: view.analysis, evidence: false })
    .problems.filter(({ severity, code }) => severity === 'error' && !inherent.has(code))
    .map(({ code, message }) => `${code}: ${message}`);
}

test('the strategy is right as it stands', () => {
  expect(view.analysis.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
});

describe('no completion brings an error that is not a missing value', () => {
  const sections = strategy.split(/^(?=\S)/m);
  test.each(sections.map((section) => [section.split('\n', 1)[0] ?? '', section]))('in %s', async (_name, section) => {
    const from = strategy.indexOf(section);
    const seen = new Set<string>();
    for (let offset = from; offset < from + section.length; offset++) {
      for (const { label, textEdit } of await features.complete(view, offset, surroundings)) {
        if (textEdit === undefined || !('range' in textEdit)) throw new Error('A completion says what it replaces.');
        const after = applied(strategy, [textEdit]);
        // Another key in front of a value that stays takes it along, whatever it is.
        if (seen.has(after) || replacesKey(textEdit.range.end)) continue;
        seen.add(after);
        const place = view.lines.positionOf(offset);
        expect(brought(after), `${label} at ${place.line + 1}:${place.character + 1}\n${after}`).toEqual([]);
      }
    }
  });
});

function replacesKey(end: Position): boolean {
  return strategy.charAt(view.lines.offsetOf(end)) === ':';
}
