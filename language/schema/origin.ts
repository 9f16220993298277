import type { KeySpec, MapSpec } from './spec.ts';

const since = '0.1.0';

const keys: readonly KeySpec[] = [
  {
    key: 'source',
    spec: { kind: 'string' },
    required: true,
    documentation: 'Where the strategy comes from: the address of a paper or a repository, or a name.',
    example: 'source: "https://arxiv.org/abs/2401.16380"',
    since,
  },
  {
    key: 'fidelity',
    spec: {
      kind: 'enum',
      values: [
        { value: 'published', documentation: 'Prompts and settings are those that the source publishes.' },
        {
          value: 'reconstructed',
          documentation: 'Rebuilt from what the source describes; what it leaves open was filled in.',
        },
        { value: 'original', documentation: 'Written for this strategy; the source is where the idea comes from.' },
        { value: 'not published', documentation: 'It is not known how close this comes to what was run.' },
      ],
    },
    required: true,
    documentation: 'How close the strategy is to its source.',
    example: 'fidelity: reconstructed',
    since,
  },
];

export const originSpec: MapSpec = { kind: 'map', noun: 'the origin', keys };
