import type { MapSpec } from './spec.ts';

const since = '0.2.0';

/** How a document is cut into passages. */
export const chunkSpec: MapSpec = {
  kind: 'map',
  noun: 'a chunk',
  keys: [
    {
      key: 'by',
      spec: {
        kind: 'enum',
        values: [
          { value: 'sentence', documentation: 'Chunks end where sentences end.' },
          { value: 'line', documentation: 'Chunks end where lines end.' },
          { value: 'paragraph', documentation: 'Chunks end at blank lines.' },
        ],
      },
      default: 'sentence',
      documentation: 'What a chunk is made of: whole sentences, lines or paragraphs, as many as fit.',
      example: 'by: sentence',
      since,
    },
    {
      key: 'tokens',
      spec: { kind: 'number', integer: true, min: 1, max: 10_000_000 },
      required: true,
      documentation:
        'Tokens of a chunk at the most, estimated. WRAP found that rephrasings of more than about 300 tokens lose content.',
      example: 'tokens: 300',
      since,
    },
    {
      key: 'prompt_counts',
      spec: { kind: 'boolean' },
      default: 'false',
      documentation: 'Whether `tokens` counts the prompt as well, so that less is left for the document.',
      example: 'prompt_counts: true',
      since,
    },
    {
      key: 'oversize',
      spec: {
        kind: 'enum',
        values: [
          { value: 'split', documentation: 'It is split between words.' },
          { value: 'drop', documentation: 'It is left out.' },
          { value: 'truncate', documentation: 'Its beginning is taken, and the rest left out.' },
        ],
      },
      default: 'split',
      documentation: 'What happens to a sentence, line or paragraph that is longer than a chunk.',
      example: 'oversize: drop',
      since,
    },
    {
      key: 'min_tokens',
      spec: { kind: 'number', integer: true, min: 0, max: 10_000_000 },
      default: '0',
      documentation: 'Chunks with fewer tokens, estimated, are left out.',
      example: 'min_tokens: 10',
      since,
    },
    {
      key: 'carry',
      spec: {
        kind: 'enum',
        values: [
          {
            value: 'previous',
            documentation:
              'Chunks are asked one after the other; the prompt sees what was made of those before as `previous`, which is empty for the first.',
          },
          { value: 'none', documentation: 'Chunks know nothing of each other.' },
        ],
      },
      default: 'none',
      documentation: 'What a chunk’s request gets from the chunks before it.',
      example: 'carry: previous',
      since,
    },
    {
      key: 'keep',
      spec: { kind: 'one-or-list', of: { kind: 'expression', scope: 'gate' } },
      default: '[]',
      documentation:
        'Gates for what was made of each chunk, asked before the outputs are joined. A chunk that fails one is written to the rejects, and the others are joined without it. `keep` of the rephrasing is asked of the whole.',
      example: 'keep: [tokens <= 510]',
      since,
    },
  ],
};
