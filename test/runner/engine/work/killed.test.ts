import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Outcome, planStrategy, type Spent } from '#engine';
import type { Strategy } from '#language';
import { mockStrategy } from '../../../helpers/strategy.ts';
import {
  doFirst,
  type DoOptions,
  documentOf,
  doPiece,
  knownFrom,
  type Model,
  piecesOf,
  promptOf,
} from '../helpers/answering.ts';

const lines = documentOf('one apple\ntwo pears\nthree plums');

/** A rephrasing that asks for every line by itself. */
function byLine(further: string, chunk = ''): Strategy {
  return mockStrategy(`  a:
    model: parrot
    prompt: "{{ text }}"
    chunk: {by: line, tokens: 3${chunk}}
${further.replaceAll(/^/gm, '    ')}`);
}

const upper: Model = (request) => promptOf(request).toUpperCase();

const grow = mockStrategy(`  grow:
    steps:
      - {name: pairs, prompt: "List: {{ text }}", expect: json, as: pair, at_most: 2}
      - {name: write, prompt: "{{ pair.genre }} of {{ pairs | length }}: {{ text }}"}
      - {name: judged, prompt: "Good? {{ write }}", expect: json}
    result: write
    keep: judged.score > 2
    assemble: "{{ pair.genre }}: {{ output }}"`);

const writer: Model = (request) => {
  const prompt = promptOf(request);
  if (prompt.startsWith('List')) return 'Here:\n```json\n[{"genre": "A"}, {"genre": "B"}, {"genre": "C"}]\n```';
  if (prompt.startsWith('Good')) return prompt.includes('A of') ? '{"score": 3}' : 'I say {"score": 1}!';
  return prompt;
};

/** Strategies that take every way through a piece. */
const everything: Readonly<Record<string, { readonly strategy: Strategy; readonly model: Model }>> = {
  grow: { strategy: grow, model: writer },
  joined: { strategy: byLine('join: "\\n"', ', keep: words < 3'), model: upper },
  carried: {
    strategy: byLine('keep: words < 3\non_fail: retry', ', carry: previous'),
    model: (request) =>
      promptOf(request).includes('two') && request.seed % 2 === 0 ? 'one two three' : promptOf(request),
  },
  retried: {
    strategy: byLine('keep: words < 3\non_fail: {retry: 3}\njoin: ", "', ', carry: previous, keep: words < 3'),
    model: (request) => (request.seed % 3 === 0 ? 'far too many words' : promptOf(request)),
  },
};

function sumSpent(outcomes: readonly Outcome[]): number {
  const all: readonly Spent[] = outcomes.flatMap(({ spent }) => spent ?? []);
  return all.reduce((sum, { input_tokens, output_tokens }) => sum + input_tokens + output_tokens, 0);
}

function withoutSpent(outcomes: readonly Outcome[]): readonly unknown[] {
  const rows = outcomes.flatMap((outcome) => (outcome.kind === 'step' ? [] : [{ ...outcome, spent: [] }]));
  return rows.map((row) => JSON.stringify(row)).toSorted();
}

describe.each(Object.entries(everything))('a piece that is killed (%s)', (_, { strategy, model }) => {
  const run = (options: DoOptions = {}) => {
    const plan = planStrategy(strategy);
    const [piece] = piecesOf(plan, lines);
    if (piece === undefined) throw new Error('There is no piece.');
    return doPiece(plan, piece, model, options);
  };
  const whole = run();

  it('goes on behind every answer, asks nothing twice, and gives the same', () => {
    for (let answers = 0; answers <= whole.requests.length; answers++) {
      const before = run({ answers });
      const after = run({ known: knownFrom(before.outcomes) });
      expect(after.ended).toBe(true);
      expect(before.requests.length + after.requests.length, `killed behind ${answers}`).toBe(whole.requests.length);
      expect(withoutSpent([...before.outcomes, ...after.outcomes])).toEqual(withoutSpent(whole.outcomes));
      expect(sumSpent([...before.outcomes, ...after.outcomes])).toBe(13 * whole.requests.length);
    }
  });

  it('loses at the most the outcomes that were not written down', () => {
    for (let kept = 0; kept < whole.outcomes.length; kept++) {
      const after = run({ known: knownFrom(whole.outcomes.slice(0, kept)) });
      expect(withoutSpent([...whole.outcomes.slice(0, kept), ...after.outcomes])).toEqual(withoutSpent(whole.outcomes));
    }
  });

  it('gives the same whatever order its answers come in', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (stream) => {
        const done = run({ next: (due) => (stream.next().value ?? 0) % due });
        expect(withoutSpent(done.outcomes)).toEqual(withoutSpent(whole.outcomes));
        expect(sumSpent(done.outcomes)).toBe(13 * done.requests.length);
      }),
      { numRuns: 25, seed: 3 },
    );
  });
});

it('a finished list whose answers are gone is not asked for again', () => {
  const plan = planStrategy(grow);
  const [piece] = piecesOf(plan, lines);
  if (piece === undefined) throw new Error('There is no piece.');
  const { outcomes } = doPiece(plan, piece, writer);
  const rows = knownFrom(outcomes.filter(({ kind }) => kind !== 'step'));
  const again = doPiece(plan, piece, writer, { known: { ...rows, complete: () => true } });
  expect(again).toMatchObject({ requests: [], outcomes: [], ended: true });
  // Where a row is to be done again, its list is asked for, and no finished item.
  const partly = doPiece(plan, piece, writer, { known: rows });
  expect(partly.requests).toHaveLength(1);
  expect(partly.outcomes.filter(({ kind }) => kind !== 'step')).toEqual([]);
});

it('thousands of chunks that wait for each other go on from a journal', () => {
  const text = 'one line\n'.repeat(2_000);
  const strategy = byLine('', ', carry: previous');
  const { outcomes } = doFirst(strategy, documentOf(text), () => 'x', { answers: 1_999 });
  const after = doFirst(strategy, documentOf(text), () => 'x', { known: knownFrom(outcomes) });
  expect(after.requests).toHaveLength(1);
  expect(after.ended).toBe(true);
});
