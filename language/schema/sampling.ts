import type { KeySpec, MapSpec, NumberSpec, Spec } from './spec.ts';

const since = '0.1.0';
const serverDefault = 'what the server does by itself';

function number(min: number, max: number, more: Partial<NumberSpec> = {}): Spec {
  return { kind: 'or-not-published', of: { kind: 'number', integer: false, min, max, ...more } };
}

const keys: readonly KeySpec[] = [
  {
    key: 'temperature',
    spec: number(0, 2),
    default: serverDefault,
    documentation:
      'How freely the next token is drawn, 0 to 2: 0 always takes the likeliest, 1 draws as the model learnt, more makes it wilder. Rephrasings mostly use 0.5 to 0.8.',
    example: 'temperature: 0.7',
    since,
  },
  {
    key: 'top_p',
    spec: number(0, 1, { above: true }),
    default: serverDefault,
    documentation:
      'Draws from the likeliest tokens that together have this share of the probability, above 0 and up to 1; 1 is all of them.',
    example: 'top_p: 0.9',
    since,
  },
  {
    key: 'top_k',
    spec: number(-1, 1_000_000, { integer: true }),
    default: serverDefault,
    documentation: 'Draws from this many of the likeliest tokens; 0 and -1 are all of them.',
    example: 'top_k: 40',
    since,
  },
  {
    key: 'min_p',
    spec: number(0, 1),
    default: serverDefault,
    documentation:
      'Leaves out tokens that are less likely than this share of the likeliest token’s probability, 0 to 1; 0 leaves out none.',
    example: 'min_p: 0.05',
    since,
  },
  {
    key: 'repetition_penalty',
    spec: number(0, 2, { above: true }),
    default: serverDefault,
    documentation:
      'Makes tokens that stand in the prompt or in the answer already less likely: 1 does nothing, 1.05 is mild. It counts the source too, so much of it drives a rephrasing off its source.',
    example: 'repetition_penalty: 1.05',
    since,
  },
  {
    key: 'presence_penalty',
    spec: number(-2, 2),
    default: serverDefault,
    documentation: 'Makes tokens that stand in the answer already less likely, however often, -2 to 2; 0 does nothing.',
    example: 'presence_penalty: 0.2',
    since,
  },
  {
    key: 'frequency_penalty',
    spec: number(-2, 2),
    default: serverDefault,
    documentation: 'Makes tokens less likely by how often they stand in the answer already, -2 to 2; 0 does nothing.',
    example: 'frequency_penalty: 0.2',
    since,
  },
  {
    key: 'max_tokens',
    spec: number(1, 10_000_000, { integer: true }),
    default: serverDefault,
    documentation:
      'The longest answer, in tokens of the model. An answer that reaches it is cut off there and `truncated` is true, so leave room and gate on `not truncated`.',
    example: 'max_tokens: 512',
    since,
  },
  {
    key: 'stop',
    spec: { kind: 'or-not-published', of: { kind: 'one-or-list', of: { kind: 'string' } } },
    default: 'none',
    documentation: 'Texts at which the model stops; the text itself is not part of the answer.',
    example: 'stop: ["\\n\\n"]',
    since,
  },
];

/** Sampling parameters by vLLM's names. */
export const samplingSpec: MapSpec = { kind: 'map', noun: 'sampling', keys };
