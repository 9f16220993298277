import type { CleanStep } from '#language';
import { describe, expect, test } from 'vitest';
import { clean as cleanWith } from '../../../../runner/engine/clean/index.ts';

const clean = (text: string, steps: readonly CleanStep[]) =>
  cleanWith(text, steps, { draw: () => 0, scope: { get: () => undefined } });

type PlainStep = 'think' | 'markdown' | 'quotes' | 'bullets' | 'opener';

function after(text: string, ...steps: readonly (PlainStep | CleanStep)[]): string {
  const result = clean(
    text,
    steps.map((step) => (typeof step === 'string' ? { step } : step)),
  );
  if (!result.ok) throw new Error(result.message);
  return result.text;
}

test('without steps the text comes back as it is', () => {
  expect(clean('  **x** \n', [])).toEqual({ ok: true, text: '  **x** \n' });
});

test('steps work in the order in which they are written', () => {
  const text = '<think>How?</think>\n\nHere is the text:\n\n"**The** volcano."';
  expect(after(text, 'think', 'opener', 'quotes', 'markdown')).toBe('The volcano.');
});

describe('think', () => {
  test.each([
    ['a block', '<think>\nWell.\n</think>\n\nThe volcano.', 'The volcano.'],
    ['a block that the template opened', 'Well, the passage says …\n</think>\nThe volcano.', 'The volcano.'],
    ['blocks in blocks', '<think>a<think>b</think>c</think>The volcano.', 'The volcano.'],
    ['other names', '<reasoning>a</reasoning>The <Thinking>b</Thinking>volcano.', 'The volcano.'],
    ['thoughts without an end', '<think>The volcano', ''],
    ['no thoughts', ' The volcano. ', ' The volcano. '],
  ])('%s', (_, text, expected) => {
    expect(after(text, 'think')).toBe(expected);
  });
});

describe('markdown', () => {
  test.each([
    [
      'emphasis',
      '**Bold**, *italic*, ***both***, __bold__ text, _italic_, ~~gone~~.',
      'Bold, italic, both, __bold__ text, italic, gone.',
    ],
    ['emphasis in emphasis', '**bold and *italic* text**', 'bold and italic text'],
    ['several words', '__Bold Words__ and **a. b!**', 'Bold Words and a. b!'],
    ['marks in writing without spaces', '这是**重点**内容', '这是重点内容'],
    ['a link keeps its label', 'See [the *docs*](https://x.example/a_(b) "Title") now.', 'See the docs now.'],
    ['an image keeps its description', '![A volcano](v.png)', 'A volcano'],
    ['a link around an image', '[![Build](b.svg)](https://ci.example)', 'Build'],
    ['an address', '<https://x.example/a_b_c>', 'https://x.example/a_b_c'],
    ['headings', '# One\n### Two\ntext', 'One\nTwo\ntext'],
    ['rules', 'a\n\n---\n\n* * *\nb', 'a\n\n\nb'],
    ['quotations', '> said\n> > twice', 'said\ntwice'],
    ['fences, not what is between', '```python\na ** b\n# c\n```\nd', 'a ** b\n# c\nd'],
    ['a fence in a longer fence', '````\n```\nx\n```\n````', '```\nx\n```'],
    ['code in a line', 'Call `__init__` and `a*b*c`.', 'Call __init__ and a*b*c.'],
    ['emphasis around code', '**Use `a*b` now**', 'Use a*b now'],
    ['lists and tables stay', '- a\n1. b\n| c | d |\n|---|---|', '- a\n1. b\n| c | d |\n|---|---|'],
  ])('%s', (_, text, expected) => {
    expect(after(text, 'markdown')).toBe(expected);
  });

  test.each([
    'snake_case_name and _private and a_b',
    'file_name_v2.tar_gz',
    '2*3 = 6, 2*3*4 = 24, 2 * 3 * 4 = 24, a ** b ** c, 2**3**4',
    '__init__ and __name__',
    '$a_i * b_j$ and $x_{1}$',
    '#hashtag and C# and >>> print(1)',
    'array[0](x) and f[i](y) and [a] (b)',
    '5 * 4 stars *',
    'a private \uE000 character',
  ])('leaves alone: %s', (text) => {
    expect(after(text, 'markdown')).toBe(text);
  });
});

describe('quotes', () => {
  test.each([
    ['"The volcano."', 'The volcano.'],
    [' “The volcano.”\n', 'The volcano.'],
    ['„Der Vulkan.“', 'Der Vulkan.'],
    ['«Le volcan.»', 'Le volcan.'],
    ['"He said "no" to us."', 'He said "no" to us.'],
    ["'It's the volcano.'", "It's the volcano."],
    ['“He said “no” to us.”', 'He said “no” to us.'],
    ['‘It isn’t.’', 'It isn’t.'],
  ])('one pair around the whole goes: %s', (text, expected) => {
    expect(after(text, 'quotes')).toBe(expected);
  });

  test.each(['"Yes" and "no"', '“Yes” and “no”', '"The volcano.', 'The "volcano"', '"', "'Yes' or 'no'"])(
    'what is no pair around the whole stays: %s',
    (text) => {
      expect(after(text, 'quotes')).toBe(text);
    },
  );
});

test('bullets: the marks of lists go, the items stay', () => {
  const text = 'Facts:\n- one\n  * two\n• three\n1. four\n 12) five\n(3) six\n-7 degrees\n1990. A year\n1.5 kg';
  expect(after(text, 'bullets')).toBe('Facts:\none\ntwo\nthree\nfour\nfive\nsix\n-7 degrees\n1990. A year\n1.5 kg');
});

describe('opener', () => {
  test.each([
    ['Here is the rewritten text:\n\nThe volcano.', 'The volcano.'],
    ['Sure! Here’s a summary of the passage:\n\n---\n\nThe volcano.', 'The volcano.'],
    ['Certainly, here are the questions and answers: Q: What?', 'Q: What?'],
    ['**Rewritten passage:**\n\nThe volcano.', 'The volcano.'],
    ['Here is the passage in plain words. The volcano.', 'The volcano.'],
    ['Hello everyone! I’m your friendly geography teacher. The volcano.', 'The volcano.'],
    ['Of course! I will rewrite the text.\n\nHere it is in the new version:\nThe volcano.', 'The volcano.'],
  ])('%s', (text, expected) => {
    expect(after(text, 'opener')).toBe(expected);
  });

  test.each([
    'The volcano: a short history.',
    'Here is where the river begins: a spring.',
    'Hellos were said.',
    'I am a teacher of music. I play.',
  ])('content stays: %s', (text) => {
    expect(after(text, 'opener')).toBe(text);
  });
});

test('after: what stands behind the first marker, which has to be there', () => {
  const step: CleanStep = { step: 'after', marker: 'Text:' };
  expect(after('Thoughts. Text: a Text: b', step)).toBe('a Text: b');
  expect(clean('No marker.', [step])).toEqual({
    ok: false,
    step: 'after',
    message: 'The answer does not hold “Text:”, behind which its text should begin.',
  });
});

test('before: what stands before the first marker, and everything where there is none', () => {
  const step: CleanStep = { step: 'before', marker: 'Note:' };
  expect(after('The volcano.\n\nNote: I kept it short. Note: yes.', step)).toBe('The volcano.');
  expect(after('The volcano. ', step)).toBe('The volcano. ');
});

test('between: both marks have to be there, in their order', () => {
  const step: CleanStep = { step: 'between', open: '<t>', close: '</t>' };
  expect(after('x </t> <t> a </t> b </t>', step)).toBe('a');
  expect(clean('a </t>', [step])).toMatchObject({ ok: false, step: 'between' });
  expect(clean('</t> <t> a', [step])).toMatchObject({
    ok: false,
    message: 'The answer does not hold “</t>”, at which its text should end.',
  });
});

test('drop_lines: every line in which the pattern is found', () => {
  const step: CleanStep = { step: 'drop_lines', pattern: '(?i)^passage \\d' };
  expect(after('Passage 1\na\npassage 2\nPassage 3\nthe passage 4', step)).toBe('a\nthe passage 4');
});

test('replace: everywhere, at line starts too, with the groups put in', () => {
  const lines: CleanStep = { step: 'replace', pattern: '^Q(\\d): ', with: 'Question $1. ' };
  expect(after('Q1: a\nQ2: b', lines)).toBe('Question 1. a\nQuestion 2. b');
  expect(after('Élan', { step: 'replace', pattern: '\\p{Lu}', with: '_' })).toBe('_lan');
});

test('a pattern that is none rejects instead of throwing', () => {
  for (const step of ['drop_lines', 'replace'] as const) {
    expect(clean('x', [{ step, pattern: '(', with: '' }])).toMatchObject({ ok: false, step });
  }
});

test.each([
  ['stars', '*'.repeat(100_000)],
  ['open emphasis', '*a '.repeat(33_000)],
  ['open bold', '**a '.repeat(25_000)],
  ['underscores', '_a '.repeat(33_000)],
  ['emphasis that only closes', 'a* '.repeat(33_000)],
  ['one star and a long line', `*${'a '.repeat(50_000)}`],
  ['brackets', '['.repeat(100_000)],
  ['open links', '[a]('.repeat(25_000)],
  ['images', '![a](b'.repeat(16_000)],
  ['closed brackets', '[]'.repeat(50_000)],
  ['backticks', '`a'.repeat(50_000)],
  ['fences', '```\n'.repeat(25_000)],
  ['spaces', ' '.repeat(100_000)],
  ['line ends', '\n'.repeat(100_000)],
  ['quotation marks', '"'.repeat(100_000)],
  ['blocks of quotations', '> '.repeat(50_000)],
  ['headings', '# '.repeat(50_000)],
  ['thoughts', '<think>'.repeat(14_000)],
  ['ends of thoughts', 'a</think>'.repeat(11_000)],
  ['announcements', 'Here is the text:\n'.repeat(6_000)],
  ['interjections', 'Sure! '.repeat(16_000)],
  ['numbers', '1. '.repeat(33_000)],
])('hostile text comes to an end: %s', (_, text) => {
  const steps = ['think', 'opener', 'quotes', 'markdown', 'bullets'] as const;
  expect(
    clean(
      text,
      steps.map((step) => ({ step })),
    ).ok,
  ).toBe(true);
});
