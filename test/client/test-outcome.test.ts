import { expect, test } from 'vitest';
import { linesOf, outcomeOf } from '../../client/tests/test-outcome.ts';
import type { TestResultMessage } from '#protocol';

function result(over: Partial<TestResultMessage>): TestResultMessage {
  return {
    token: 't',
    test: 0,
    rephrasing: 'qa',
    expect: 'words > 1',
    line: 40,
    passed: true,
    value: 7,
    output: 'The tide.',
    message: null,
    ...over,
  };
}

const few = result({ passed: false, value: 1, message: '`words > 1` failed: words is 1.' });
const why = 'Rejected (line 12): `copied == 1` failed: copied is 0.5.';
const rejected = result({ passed: false, value: why, message: why });

test('a piece passes where all that is expected is so, and is skipped where it was not tried', () => {
  expect(outcomeOf([result({}), result({ line: 41 })])).toEqual({ kind: 'passed', failures: [] });
  expect(outcomeOf([])).toEqual({ kind: 'skipped', failures: [] });
});

test('every expectation that fails is told at its line, with what it came upon and the text', () => {
  expect(outcomeOf([result({ line: 39 }), few])).toEqual({
    kind: 'failed',
    failures: [
      {
        sentence: 'qa: `words > 1` failed: words is 1.',
        line: 40,
        compared: { expected: 'words > 1', actual: '1' },
        output: 'The tide.',
      },
    ],
  });
});

test('what keeps a record from coming is told once, and compares nothing', () => {
  const second = { ...rejected, expect: 'tokens > 1', line: 41 };
  expect(outcomeOf([rejected, second])).toEqual({
    kind: 'failed',
    failures: [{ sentence: `qa: ${why}`, line: 40, compared: null, output: 'The tide.' }],
  });
  expect(outcomeOf([rejected, { ...second, output: 'Another text.' }]).failures).toHaveLength(2);
});

test('the output of a run has every text once, and under it what was expected of it', () => {
  const second = result({ expect: 'tokens > 1', line: 41 });
  expect(linesOf(result({}), 'a.md', [])).toBe('\n━━ qa · a.md\nThe tide.\n\n✓ words > 1\n');
  expect(linesOf(second, 'a.md', [result({})])).toBe('✓ tokens > 1\n');
  expect(linesOf(result({}), 'a.md', [result({}), second])).toMatch(/^\n━━ qa/);
  expect(linesOf(few, 'a.md', [result({ line: 39 })])).toBe('✗ line 40: `words > 1` failed: words is 1.\n');
  expect(linesOf(rejected, 'a.md', [result({ line: 39 })])).toBe(`✗ line 40: \`words > 1\`: ${why}\n`);
  expect(linesOf(result({ rephrasing: '*', output: null, passed: false }), 'a.md', [])).toBe(
    '\n━━ a.md\n✗ line 40: `words > 1`: it is 7.\n',
  );
});
