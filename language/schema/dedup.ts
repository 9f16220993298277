import type { MapSpec } from './spec.ts';

const since = '0.2.0';

const minhash: MapSpec = {
  kind: 'map',
  noun: 'the signature',
  keys: [
    {
      key: 'ngram',
      spec: { kind: 'number', integer: true, min: 1, max: 100 },
      default: '5',
      documentation: 'Words of an n-gram.',
      example: 'ngram: 5',
      since,
    },
    {
      key: 'bands',
      spec: { kind: 'number', integer: true, min: 1, max: 1000 },
      default: '14',
      documentation: 'Bands of the signature: texts that agree in one of them are duplicates.',
      example: 'bands: 14',
      since,
    },
    {
      key: 'rows',
      spec: { kind: 'number', integer: true, min: 1, max: 1000 },
      default: '8',
      documentation:
        'Hashes of a band. With 14 bands of 8, texts that share 72 % of their n-grams are found in half of the cases, and such as share 80 % in 92 of 100.',
      example: 'rows: 8',
      since,
    },
  ],
};

/** Duplicates among the rephrasings of a run. */
export const dedupSpec: MapSpec = {
  kind: 'map',
  noun: 'the search for duplicates',
  keys: [
    {
      key: 'exact',
      spec: { kind: 'boolean' },
      default: 'true',
      documentation: 'Whether a text that equals an earlier one is moved to the rejects.',
      example: 'exact: true',
      since,
    },
    {
      key: 'minhash',
      spec: {
        kind: 'by-shape',
        scalar: { kind: 'boolean' },
        map: minhash,
      },
      default: 'false',
      documentation:
        'Whether a text that nearly equals an earlier one is moved to the rejects, found by MinHash signatures; `true` takes datatrove’s numbers.',
      example: 'minhash: {ngram: 5, bands: 14, rows: 8}',
      since,
    },
  ],
};

/** Rephrasings that hold items of benchmarks. */
export const decontaminateSpec: MapSpec = {
  kind: 'map',
  noun: 'the decontamination',
  keys: [
    {
      key: 'against',
      spec: { kind: 'one-or-list', of: { kind: 'path', glob: true, mustExist: true } },
      required: true,
      documentation: 'The benchmarks: files like those of `seeds.from`, one item a row.',
      example: 'against: ../benchmarks/*.jsonl',
      since,
    },
    {
      key: 'ngram',
      spec: { kind: 'number', integer: true, min: 1, max: 100 },
      default: '10',
      documentation:
        'Words that a text shares with an item before the two are compared. Cosmopedia takes 10, datatrove 12.',
      example: 'ngram: 10',
      since,
    },
    {
      key: 'overlap',
      spec: { kind: 'number', integer: false, min: 0, max: 1 },
      default: '0.5',
      documentation: 'Share of an item above which a text that holds it is moved to the rejects. Cosmopedia takes 0.5.',
      example: 'overlap: 0.5',
      since,
    },
  ],
};
