import { type MapSpec, type NumberSpec, percent, quantity, type Spec } from './spec.ts';

const since = '0.2.0';

const share: NumberSpec = { kind: 'number', integer: false, min: 0, max: 1, suffixes: percent };
const tokens: Spec = { kind: 'number', integer: true, min: 1, max: Number.MAX_SAFE_INTEGER, suffixes: quantity };

/** What becomes of rephrasings and natural text together. */
export const mixSpec: MapSpec = {
  kind: 'map',
  noun: 'the mixture',
  keys: [
    {
      key: 'per_document',
      spec: {
        kind: 'number',
        integer: true,
        min: 1,
        max: 10_000,
        word: { value: 'all', documentation: 'Every rephrasing that applies to the document.' },
      },
      default: 'all',
      documentation:
        'How many of the rephrasings that apply to a document are done: all of them, or so many, drawn without repetition by their weights.',
      example: 'per_document: 2',
      since,
    },
    {
      key: 'natural',
      spec: { kind: 'or-not-published', of: share },
      default: 'no mixture is made',
      documentation:
        'Share of natural tokens in the training mixture. At the end of a run so many natural documents are written beside the rephrasings, in a drawn order; a pool that is too small is repeated in whole epochs, four at the most, so that the share can become larger. BeyondWeb trains on 60 % natural tokens, WRAP on 50 %.',
      example: 'natural: 60%',
      evidence: ['evidence-all-synthetic'],
      since,
    },
    {
      key: 'from',
      spec: { kind: 'one-or-list', of: { kind: 'path', glob: true, mustExist: true } },
      default: 'the seed documents that `seeds.keep` lets through',
      documentation:
        'Where natural documents come from; paths as in `seeds.from`, with the same fields. All of their documents are meant: `seeds.keep` and `seeds.limit` are about seeds.',
      example: 'from: ../documents/natural.jsonl',
      since,
    },
    {
      key: 'tokens',
      spec: tokens,
      default: 'as large as it becomes',
      documentation:
        'Tokens, estimated, at which the mixture is large enough. No further documents are rephrased then.',
      example: 'tokens: 10B',
      since,
    },
    {
      key: 'styles',
      spec: { kind: 'shares' },
      default: 'none',
      documentation:
        'Least shares of styles in the mixture, by tokens. Where `per_document` is a number, rephrasings of such a style are drawn as often as the share asks for; at the end of a run the shares are measured, and one that is not reached is told.',
      example: 'styles: {conversational: 20%}',
      evidence: ['evidence-few-conversational', 'evidence-many-conversational'],
      since,
    },
  ],
};
