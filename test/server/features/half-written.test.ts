import { features } from '#features';
import { analyse, LineIndex } from '#language';
import { expect, test } from 'vitest';
import { uri } from '../../helpers/view.ts';

const strategy = `version: 1
seeds: {from: web.jsonl, keep: [words >= 50]}
models:
  small: {gguf: smollm2-135m, sampling: {stop: ["\\n"]}}
variables: {audience: [a child], topic: {true: 1, false: 1}}
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
`;

/** The strategy, ended somewhere, with other text behind the cursor. */
function* beginnings(behind: string) {
  let previous = analyse('');
  for (let offset = 0; offset <= strategy.length; offset++) {
    const text = strategy.slice(0, offset) + behind;
    const analysis = analyse(text, { previous });
    previous = analysis;
    const view = { uri, version: offset, analysis, lines: new LineIndex(text) };
    yield { view, offset, place: view.lines.positionOf(offset), last: view.lines.positionOf(text.length).line };
  }
}

test.each(['', '\nrephrasings:\n'])(
  'every feature answers at the end of every beginning, with %j behind',
  async (behind) => {
    for (const { view, offset, place, last } of beginnings(behind)) {
      features.hover(view, offset);
      features.definition(view, offset);
      features.references(view, offset, true);
      features.highlights(view, offset);
      features.rename(view, offset, 'other');
      features.indentation(view, offset);
      features.links(view);
      features.rephrasings(view);
      features.codeActions(view, { start: place, end: place }, undefined, 'shared.strategy.yaml');
      for (const { range } of features.diagnostics(view)) expect(range.end.line).toBeLessThanOrEqual(last);
      for (const { endLine } of features.folding(view)) expect(endLine).toBeLessThanOrEqual(last);
      for (const { range } of features.symbols(view)) expect(range.end.line).toBeLessThanOrEqual(last);
      for (const { textEdit } of await features.complete(view, offset, surroundings)) {
        if (textEdit === undefined || !('range' in textEdit)) throw new Error('A completion says what it replaces.');
        expect(textEdit.range.end.line).toBe(place.line);
        expect(view.lines.offsetOf(textEdit.range.end)).toBeLessThanOrEqual(offset);
      }
    }
  },
);

const surroundings = { environment: [], listFolder: async () => [], snippets: true };
