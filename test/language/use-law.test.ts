import { array, assert as assertLaw, constantFrom, double, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesOf } from '../helpers/used.ts';
import { edited } from './syntax/arbitrary.ts';

const main = 'wrap.strategy.yaml';
const models = 'version: 1\nmodels:\n  small: {mock: echo, context: 100}\n  large: {gguf: weights/large.gguf}\n';
const values = `version: 1
let:
  score: doc.scores[0] | default(0)
  good: score > best
  best: 3
  lead: text[:100]
variables:
  audience: [a child, an expert]
  tone: {plain: 3, warm: 1}
`;

describe('an analysis after edits in the file or in one that it uses', () => {
  const step = record({
    file: constantFrom(main, 'values.strategy.yaml', 'shared/models.strategy.yaml'),
    at: double({ min: 0, max: 1, noNaN: true }),
    remove: nat({ max: 20 }),
    insert: constantFrom(
      '',
      '\n',
      '  ',
      'x',
      'best',
      'small',
      ', ',
      'use: wrap.strategy.yaml\n',
      '  best: words\n',
      ': ',
    ),
  });
  const start = {
    'shared/models.strategy.yaml': models,
    'values.strategy.yaml': values,
    [main]: `version: 1
strategy: wrap
seeds: {from: documents}
use: [shared/models.strategy.yaml, ./values.strategy.yaml]
let:
  best: words
models:
  own: {mock: echo}
rephrasings:
  qa:
    model: small
    when: good and best > 2
    prompt: "{{ audience }}: {{ text }}"
  wiki:
    model: own
    prompt: "{{ lead }}"
`,
  };

  it('is the one from scratch', () => {
    assertLaw(
      property(array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const kept = filesOf(start, { incremental: true });
        kept.analysisOf(main);
        for (const { file, ...edit } of steps) {
          kept.files.set(file, edited(kept.files.get(file) ?? '', edit));
          const analysis = kept.analysisOf(main);
          const scratch = filesOf(Object.fromEntries(kept.files)).analysisOf(main);
          expect(analysis.problems).toEqual(scratch.problems);
          expect(analysis.names).toEqual(scratch.names);
          expect(analysis.templates).toEqual(scratch.templates);
          expect(analysis.strategy).toEqual(scratch.strategy);
        }
      }),
      { seed: 20_260_106, numRuns: 150 },
    );
  });
});
