import { describe, expect, it, test } from 'vitest';
import type { CleanStep, PairsStep } from '#language';
import { clean } from '../../../../runner/engine/clean/index.ts';
import { jsonIn } from '../../../../runner/engine/clean/json-in.ts';
import { uniform } from '../../../../runner/engine/hash.ts';

function cleanedBy(text: string, step: CleanStep, seed = 'a', names: Readonly<Record<string, number>> = {}): string {
  const context = { draw: (name: string) => uniform(seed + name), scope: { get: (name: string) => names[name] } };
  const result = clean(text, [step], context);
  return result.ok ? result.text : `${result.step}: ${result.message}`;
}

describe('the JSON of an answer', () => {
  it.each([
    ['[1, 2]', [1, 2]],
    ['"a"', 'a'],
    ['Sure!\n```json\n{"a": [1]}\n```\nDone {"b": 2}.', { a: [1] }],
    ['~~~\n[3]\n~~~', [3]],
    ['I think {so}: {"a": "}{", "b": {"c": "\\""}} or {"d": 1}', { a: '}{', b: { c: '"' } }],
    ['Items: [1, [2]] and more', [1, [2]]],
  ])('%s', (text, value) => expect(jsonIn(text)).toEqual({ ok: true, value }));

  it.each(['', 'No.', '{"a": 1', '{a: 1}', '['.repeat(100_000), '{"'.repeat(50_000)])('none: %.20s', (text) => {
    expect(jsonIn(text)).toEqual({ ok: false });
  });
});

test('json keeps a field of what was answered', () => {
  const text = 'Here: {"a": {"text": "kept", "list": [1, {"b": "deep"}]}, "none": null}';
  const field = (path: string) => cleanedBy(text, { step: 'json', field: path });
  expect(field('a.text')).toBe('kept');
  expect(field('a.list.1.b')).toBe('deep');
  expect(field('a.list')).toBe('[1,{"b":"deep"}]');
  expect(field('none')).toBe('json: The answer’s JSON has no field “none”.');
  expect(field('a.toString')).toBe('json: The answer’s JSON has no field “a.toString”.');
  expect(cleanedBy('nothing', { step: 'json', field: 'a' })).toBe('json: The answer is no JSON, and holds none.');
});

const all: PairsStep = {
  step: 'pairs',
  question: 'Question:',
  answer: 'Answer:',
  atMost: null,
  count: 'at_most',
  shuffle: false,
};

const many = Array.from({ length: 8 }, (_, index) => `Question: q${index}?\nAnswer: a${index}.`).join('\n');

function questions(text: string): readonly string[] {
  return Array.from(text.matchAll(/q\d/g), ([found]) => found);
}

describe('pairs', () => {
  it('are read with marks of all kinds, over several lines, and written anew', () => {
    const text = `Here are some:

- **Question 1:** Which one?
(a) this
(b) that
**Answer:** that

2. question : What then?
   Answer: Nothing,
really.
### Question: Unanswered?
Question: Last?
> Answer: Yes.`;
    expect(cleanedBy(text, all)).toBe(
      'Question: Which one?\n(a) this\n(b) that\nAnswer: that\n\n' +
        'Question: What then?\nAnswer: Nothing,\nreally.\n\nQuestion: Last?\nAnswer: Yes.',
    );
  });

  it('have the markers that the strategy names', () => {
    expect(cleanedBy('Q> a\nA> b\nQuestion: c', { ...all, question: 'Q>', answer: 'A>' })).toBe(
      'Q> a\nA> b\nQuestion: c',
    );
  });

  it('reject an answer without any', () => {
    const message = 'pairs: The answer holds no “Question:” with an “Answer:” behind it.';
    for (const text of ['Nothing.', 'Question: a', 'Answer: b', 'Questionable: x\nAnswer: y']) {
      expect(cleanedBy(text, all)).toBe(message);
    }
  });

  it('are as many as an expression says, rounded down, and one at the least', () => {
    const kept = (atMost: string) => questions(cleanedBy(many, { ...all, atMost }, 'a', { n: 3.9 }));
    expect(kept('n')).toEqual(['q0', 'q1', 'q2']);
    expect(kept('n - 9')).toEqual(['q0']);
    expect(kept('99')).toHaveLength(8);
    expect(cleanedBy(many, { ...all, atMost: '"three"' })).toBe('pairs: `at_most: "three"` gives no number.');
    expect(cleanedBy(many, { ...all, atMost: 'm' })).toMatch(/^pairs: `at_most: m` could not be evaluated: /);
  });

  it('are a drawn number in a drawn order, evenly and the same every time', () => {
    const step: PairsStep = { ...all, atMost: '4', count: 'uniform', shuffle: true };
    const rounds = Array.from({ length: 400 }, (_, seed) => questions(cleanedBy(many, step, String(seed))));
    expect(questions(cleanedBy(many, step, '7'))).toEqual(rounds[7]);
    for (const size of [1, 2, 3, 4]) {
      expect(Math.abs(rounds.filter(({ length }) => length === size).length - 100)).toBeLessThan(35);
    }
    const first = new Set(rounds.map(([question]) => question));
    expect(first.size).toBe(8);
  });
});
