import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { array, assert as assertLaw, constantFrom, double, nat, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Analysis, analyse, contextAt, keyAt } from '#language';
import { expectGolden } from '../helpers/golden.ts';
import { edited } from './syntax/arbitrary.ts';

const samples = fileURLToPath(new URL('../../samples', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));
const large = readFileSync(`${here}large.strategy.yaml`, 'utf8');

const files: readonly (readonly [string, string])[] = [
  ...readdirSync(samples, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.strategy.yaml'))
    .toSorted()
    .map((name) => [name, readFileSync(`${samples}/${name}`, 'utf8')] as const),
  ['large.strategy.yaml', large],
];

describe('a strategy', () => {
  it('that uses every key has no problems and resolves to this', () => {
    const { problems, strategy } = analyse(large, { evidence: false });
    expect(problems).toEqual([]);
    expectGolden(`${here}large.resolved.json`, `${JSON.stringify(strategy, null, 2)}\n`);
  });

  it('resolves to the same with Windows line ends and a byte order mark', () => {
    const other = analyse(`\uFEFF${large.replaceAll('\n', '\r\n')}`);
    expect(other.strategy).toEqual(analyse(large).strategy);
  });

  it('with errors does not resolve', () => {
    expect(analyse(large.replace('version: 1', 'version: 2')).strategy).toBeUndefined();
  });
});

describe('every prefix', () => {
  // Every seventh prefix, and all that end with a line: every one of them takes minutes and finds the same.
  it.each(files)('of %s is analysed, with places inside of it', (_name, text) => {
    let previous: Analysis | undefined;
    for (let end = 0; end <= text.length; end++) {
      if (end % 7 !== 0 && text[end] !== '\n' && end < text.length) continue;
      const prefix = text.slice(0, end);
      const analysis = analyse(prefix, previous === undefined ? {} : { previous });
      expectInside(analysis);
      const context = contextAt(analysis, end);
      if (context.kind === 'key' || context.kind === 'value') expect(context.span.end).toBeLessThanOrEqual(end);
      keyAt(analysis, end);
      previous = analysis;
    }
  });
});

describe('an analysis after edits', () => {
  const step = record({
    at: double({ min: 0, max: 1, noNaN: true }),
    remove: nat({ max: 30 }),
    insert: constantFrom(
      '',
      '\n',
      '  ',
      'x',
      '"',
      '{{ ',
      'audience',
      'models:\n',
      '    keep: [wrods > 3]\n',
      '    chunk: {tokens: 20, prompt_counts: true}\n',
      'mix: {per_document: 9, natural: 0%}\n',
      '    weight: 0\n',
      '    style: summary\n',
      '#',
      ': ',
    ),
  });

  it('is the one from scratch', () => {
    assertLaw(
      property(
        constantFrom(...files),
        array(step, { minLength: 1, maxLength: 8 }),
        string({ maxLength: 3 }),
        (file, steps, extra) => {
          let analysis = analyse(file[1]);
          for (const next of [...steps, { at: 0.5, remove: 0, insert: extra }]) {
            const text = edited(analysis.text, next);
            analysis = analyse(text, { previous: analysis });
            const scratch = analyse(text);
            expect(analysis.problems).toEqual(scratch.problems);
            expect(analysis.names).toEqual(scratch.names);
            expect(analysis.templates).toEqual(scratch.templates);
            expect(analysis.strategy).toEqual(scratch.strategy);
            expectInside(analysis);
          }
        },
      ),
      { seed: 20_260_103, numRuns: 40 },
    );
  });
});

function expectInside({ text, problems, names, templates }: Analysis): void {
  const edits = problems.flatMap(({ fixes }) => fixes.flatMap((fix) => fix.edits));
  const spans = [
    ...problems.map(({ span }) => span),
    ...edits.map(({ span }) => span),
    ...names.map(({ span }) => span),
    ...templates.map(({ node }) => node.span),
  ];
  const outside = spans.filter(({ start, end }) => start < 0 || end < start || end > text.length);
  expect(outside).toEqual([]);
}
