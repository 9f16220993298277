import type { KeySpec, MapSpec } from './spec.ts';

const since = '0.2.0';

function length(key: string, unit: string, example: string): KeySpec {
  return {
    key,
    spec: { kind: 'number', integer: true, min: 1, max: 100_000_000 },
    documentation: `How long the window is, in ${unit}.`,
    example,
    since,
  };
}

/** What part of a document is rephrased. */
export const windowSpec: MapSpec = {
  kind: 'map',
  noun: 'a window',
  cases: {
    by: 'take',
    of: {
      first: { oneOf: ['chars', 'words', 'tokens'] },
      last: { oneOf: ['chars', 'words', 'tokens'] },
      random: { oneOf: ['chars', 'words', 'tokens'] },
      first_half: { takes: ['of'] },
      second_half: { takes: ['of'] },
    },
  },
  keys: [
    {
      key: 'take',
      spec: {
        kind: 'enum',
        values: [
          { value: 'first', documentation: 'The beginning of the document.' },
          { value: 'last', documentation: 'Its end.' },
          { value: 'random', documentation: 'A stretch at a drawn place, the same on every machine.' },
          {
            value: 'first_half',
            documentation: 'What stands before the sentence boundary that is nearest to the middle.',
          },
          {
            value: 'second_half',
            documentation:
              'What stands behind that boundary, so that a model that continues it cannot have read what comes next.',
          },
        ],
      },
      required: true,
      documentation: 'Which part of the document is taken.',
      example: 'take: first',
      since,
    },
    length('chars', 'characters; a word that would be cut is left out', 'chars: 1000'),
    length('words', 'words', 'words: 300'),
    length('tokens', 'tokens, estimated; a word that would be cut is left out', 'tokens: 4096'),
    {
      key: 'of',
      spec: {
        kind: 'enum',
        values: [
          { value: 'document', documentation: 'One half of the whole document.' },
          { value: 'paragraph', documentation: 'One half of every paragraph.' },
        ],
      },
      default: 'document',
      documentation: 'What a half is taken of.',
      example: 'of: paragraph',
      since,
    },
  ],
};
