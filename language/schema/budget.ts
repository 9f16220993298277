import { type MapSpec, quantity } from './spec.ts';

const since = '0.2.0';

/** What a run may cost. */
export const budgetSpec: MapSpec = {
  kind: 'map',
  noun: 'the budget',
  keys: [
    {
      key: 'dollars',
      spec: { kind: 'number', integer: false, min: 0, max: 1e12, above: true },
      default: 'no limit',
      documentation:
        'Dollars that the requests of a run cost at the most, by the `price` of their models. What a request may cost is set aside before it is sent, so that the budget is never passed.',
      example: 'dollars: 50',
      since,
    },
    {
      key: 'tokens',
      spec: { kind: 'number', integer: true, min: 1, max: Number.MAX_SAFE_INTEGER, suffixes: quantity },
      default: 'no limit',
      documentation: 'Tokens of prompts and answers together that a run takes at the most.',
      example: 'tokens: 2B',
      since,
    },
  ],
};
