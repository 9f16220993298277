import { expect, test } from 'vitest';
import { compileExpression, parseExpression } from '#language';
import { computedNames } from '../../../runner/engine/computed-names.ts';
import { compileCondition } from '../../../runner/engine/condition.ts';
import { gatesOf, judge } from '../../../runner/engine/judge.ts';
import { alwaysEnglish } from '../../helpers/identify-language.ts';

const source = 'In 1815 the volcano erupted, and 71,000 people died.';

function judged(
  gates: readonly string[],
  output = source,
  details: { finishReason?: string; words?: string; computed?: Readonly<Record<string, string>> } = {},
) {
  const { finishReason = 'stop', words, computed = {} } = details;
  const computations = Object.entries(computed).map(
    ([name, source]) => [name, compileExpression(parseExpression(source))] as const,
  );
  return judge(gatesOf(gates.map((expression, index) => compileCondition({ expression, line: index + 1 }))), {
    source,
    output,
    prompt: 'Rewrite the text.',
    finishReason,
    identifyLanguage: alwaysEnglish,
    computed: computedNames(new Map(computations), () => undefined),
    document: { id: 'a', text: source, fields: { topic: 'volcanoes', meta: { score: 3 } }, file: 'a.jsonl', row: 0 },
    variables: { audience: 'a child', ...(words === undefined ? {} : { words }) },
  });
}

test('without gates everything passes, with its lengths', () => {
  expect(judged([])).toEqual({ passed: true, measures: { tokens: 16, words: 10, ratio: 1 } });
});

test('the measures that gates name go on the record, in the table’s order and rounded', () => {
  const { measures } = judged(['numbers_kept > 0', 'copied < 2', 'not refusal'], 'In 1815 it erupted; it was 1816.');
  expect(Object.keys(measures)).toEqual(['tokens', 'words', 'ratio', 'refusal', 'copied', 'numbers_kept']);
  expect(measures).toMatchObject({ numbers_kept: 0.5, refusal: false });
  expect(String(measures['ratio']).length).toBeLessThanOrEqual(6);
});

test('the first gate that is not true rejects, says why and where', () => {
  const verdict = judged(['words > 2', 'numbers_invented == 0', 'words > 1000'], 'In 1987 some 42 people and 9 dogs.');
  expect(verdict).toMatchObject({
    passed: false,
    gate: { expression: 'numbers_invented == 0', line: 2 },
    value: 3,
    message: '`numbers_invented == 0` failed: numbers_invented is 3 (1987, 42, 9).',
  });
});

test.each([
  ['not truncated', '`not truncated` failed: truncated is true.'],
  ['words < 3 or chars < 5', '`words < 3 or chars < 5` failed: words is 10, chars is 52.'],
  ['source.words < 3', '`source.words < 3` failed: source.words is 10.'],
  ['source["words"] < words', '`source["words"] < words` failed: source.words is 10, words is 10.'],
  ['doc.topic == "dogs"', '`doc.topic == "dogs"` failed: doc.topic is "volcanoes".'],
  ['doc.meta.score > 3', '`doc.meta.score > 3` failed: doc.meta.score is 3.'],
  ['audience == "a student"', '`audience == "a student"` failed: audience is "a child".'],
  ['finish_reason == "stop"', '`finish_reason == "stop"` failed: finish_reason is "length".'],
  ['false', '`false` failed.'],
])('%s', (gate, message) => {
  expect(judged([gate], source, { finishReason: 'length' })).toMatchObject({ passed: false, message });
});

test('a gate that cannot be evaluated for this document rejects with what went wrong', () => {
  const verdict = judged(['doc.missing > 3']);
  expect(verdict).toMatchObject({ passed: false, gate: { line: 1 } });
  expect(verdict.passed ? '' : verdict.message).toMatch(/^`doc\.missing > 3` could not be evaluated: .*missing.*\.$/);
});

test('a variable hides the measure of its name', () => {
  const verdict = judged(['words == "few"'], source, { words: 'few' });
  expect(verdict).toEqual({ passed: true, measures: { tokens: 16, words: 10, ratio: 1 } });
});

test('every measure of the source can be read, computed names included', () => {
  expect(judged(['source["words" if audience else "chars"] == 10', 'source.repetition == 0']).passed).toBe(true);
});

test('gates see the names of `let`, which the message and the record’s measures tell apart from measures', () => {
  const computed = { bucket: '6 * 2', broken: '1 / 0' };
  expect(judged(['bucket >= 12'], source, { computed })).toEqual({
    passed: true,
    measures: { tokens: 16, words: 10, ratio: 1 },
  });
  expect(judged(['bucket > words + 2'], source, { computed })).toMatchObject({
    message: '`bucket > words + 2` failed: bucket is 12, words is 10.',
  });
  const verdict = judged(['broken > 1'], source, { computed });
  expect(verdict.passed ? '' : verdict.message).toMatch(
    /^`broken > 1` could not be evaluated: `broken` cannot be computed: This divides by 0\.$/,
  );
});

test('gates can look at the output itself', () => {
  const table = '| year | event |\n| 1815 | eruption |';
  expect(judged(['"|" in output'], table)).toMatchObject({ passed: true });
  expect(judged(['"|" in output'], 'In 1815 it erupted.')).toMatchObject({
    passed: false,
    message: '`"|" in output` failed: output is "In 1815 it erupted.".',
  });
});
