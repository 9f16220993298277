import type { EnumValue, KeySpec, MapSpec, Spec } from './spec.ts';

const since = '0.1.0';

const words: readonly EnumValue[] = [
  { value: 'think', documentation: 'Takes away what a reasoning model thinks aloud: `<think>…</think>`.' },
  {
    value: 'markdown',
    documentation: 'Takes away the marks of Markdown: headings, emphasis, fences. The words stay, those of links too.',
  },
  { value: 'quotes', documentation: 'Takes away one pair of quotes around the whole answer.' },
  { value: 'bullets', documentation: 'Gives all list items the same bullet.' },
  {
    value: 'opener',
    documentation: 'Takes away talk in front of the answer: “Here is the rewritten text:”, “Sure!”.',
  },
];

const between: MapSpec = {
  kind: 'map',
  noun: '`between`',
  keys: [
    {
      key: 'open',
      spec: { kind: 'string' },
      required: true,
      documentation: 'The text in front of what is kept.',
      example: 'open: "<answer>"',
      since,
    },
    {
      key: 'close',
      spec: { kind: 'string' },
      required: true,
      documentation: 'The text behind what is kept.',
      example: 'close: "</answer>"',
      since,
    },
  ],
};

const replace: MapSpec = {
  kind: 'map',
  noun: '`replace`',
  keys: [
    {
      key: 'pattern',
      spec: { kind: 'regex' },
      required: true,
      documentation: 'A regular expression (JavaScript; in Unicode mode where it needs that); every match is replaced.',
      example: 'pattern: " {2,}"',
      since,
    },
    {
      key: 'with',
      spec: { kind: 'string' },
      required: true,
      documentation: 'What stands there instead; `$1` is the first group. May be empty.',
      example: 'with: " "',
      since,
    },
  ],
};

const pairs: MapSpec = {
  kind: 'map',
  noun: '`pairs`',
  keys: [
    {
      key: 'at_most',
      spec: { kind: 'expression', scope: 'pairs' },
      default: 'all pairs',
      documentation:
        'The most pairs that are kept: an expression over `source.<measure>` of the document, `doc`, the variables and the values of `let`. It is rounded down, and one pair is kept in any case.',
      example: 'at_most: 10 * source.tokens / 150',
      since: '0.2.0',
    },
    {
      key: 'count',
      spec: {
        kind: 'enum',
        values: [
          { value: 'at_most', documentation: 'As many as `at_most` says.' },
          { value: 'uniform', documentation: 'A number drawn evenly from 1 up to `at_most`.' },
        ],
      },
      default: 'at_most',
      documentation: 'How many pairs are kept.',
      example: 'count: uniform',
      since: '0.2.0',
    },
    {
      key: 'shuffle',
      spec: { kind: 'boolean' },
      default: 'false',
      documentation: 'Whether the pairs are put into a drawn order first.',
      example: 'shuffle: true',
      since: '0.2.0',
    },
    {
      key: 'question',
      spec: { kind: 'string' },
      default: '"Question:"',
      documentation: 'What a question begins with, at the beginning of a line.',
      example: 'question: "Q:"',
      since: '0.2.0',
    },
    {
      key: 'answer',
      spec: { kind: 'string' },
      default: '"Answer:"',
      documentation: 'What an answer begins with, at the beginning of a line.',
      example: 'answer: "A:"',
      since: '0.2.0',
    },
  ],
};

const keys: readonly KeySpec[] = [
  {
    key: 'after',
    spec: { kind: 'string' },
    documentation: 'Keeps what stands behind the first place of this text; an answer without it is rejected.',
    example: 'after: "Paraphrase:"',
    since,
  },
  {
    key: 'before',
    spec: { kind: 'string' },
    documentation: 'Keeps what stands in front of the first place of this text.',
    example: 'before: "Note:"',
    since,
  },
  {
    key: 'between',
    spec: between,
    documentation: 'Keeps what stands between two texts; an answer without them is rejected.',
    example: 'between: {open: "<answer>", close: "</answer>"}',
    since,
  },
  {
    key: 'drop_lines',
    spec: { kind: 'regex' },
    documentation:
      'Takes away every line in which this regular expression (JavaScript; in Unicode mode where it needs that) matches.',
    example: 'drop_lines: "^Source:"',
    since,
  },
  {
    key: 'replace',
    spec: replace,
    documentation: 'Replaces every match of a regular expression.',
    example: 'replace: {pattern: " {2,}", with: " "}',
    since,
  },
  {
    key: 'json',
    spec: { kind: 'string' },
    documentation:
      'Reads the answer as JSON and keeps the text of this field; dots lead into nested objects. An answer without it is rejected.',
    example: 'json: rewritten.text',
    since: '0.2.0',
  },
  {
    key: 'pairs',
    spec: pairs,
    documentation:
      'Reads the answer as questions and answers and keeps some of the pairs; an answer without any is rejected. Nemotron-CC keeps a number drawn from 1 up to one for every 15 tokens of the source.',
    example: 'pairs: {at_most: 10 * source.tokens / 150, count: uniform, shuffle: true}',
    since: '0.2.0',
  },
];

const step: Spec = {
  kind: 'by-shape',
  scalar: { kind: 'enum', values: words },
  map: { kind: 'map', noun: 'a cleaning step', keys, single: true },
};

/** Cleaning steps, in the order written. */
export const cleanSpec: Spec = { kind: 'one-or-list', of: step };
