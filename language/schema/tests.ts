import type { MapSpec, Spec } from './spec.ts';

const since = '0.2.0';

const test: MapSpec = {
  kind: 'map',
  noun: 'a test',
  keys: [
    {
      key: 'document',
      spec: { kind: 'path', glob: false, mustExist: true },
      required: true,
      documentation: 'The document that is rephrased.',
      example: 'document: ../documents/volcano.md',
      since,
    },
    {
      key: 'rephrasings',
      spec: { kind: 'one-or-list', of: { kind: 'reference', to: 'rephrasing' } },
      default: 'all rephrasings',
      documentation: 'The rephrasings that are tried on it.',
      example: 'rephrasings: [qa]',
      since,
    },
    {
      key: 'expect',
      spec: { kind: 'one-or-list', of: { kind: 'expression', scope: 'gate' } },
      required: true,
      documentation:
        'What has to be true of every record that comes out: expressions over the measures of the output, like gates.',
      example: 'expect: [numbers_kept == 1]',
      since,
    },
  ],
};

/** What `wordmill test` asks. */
export const testsSpec: Spec = { kind: 'list', of: test, atLeast: 0 };
