import { entryNames } from './names.ts';
import type { EntriesSpec, MapSpec } from './spec.ts';

const since = '0.2.0';

/** One other place that a run can go to. */
const targetSpec: MapSpec = {
  kind: 'map',
  noun: 'a target',
  cases: {
    by: 'kind',
    of: {
      ray: { needs: ['address'], takes: ['token'] },
      slurm: { takes: ['partition', 'account', 'time', 'args'] },
    },
  },
  keys: [
    {
      key: 'kind',
      spec: {
        kind: 'enum',
        values: [
          { value: 'ray', documentation: 'A Ray cluster, reached by its Jobs interface.' },
          { value: 'slurm', documentation: 'A Slurm cluster, by `sbatch` on this machine.' },
        ],
      },
      required: true,
      documentation: 'What kind of cluster it is.',
      example: 'kind: slurm',
      since,
    },
    {
      key: 'address',
      spec: { kind: 'string' },
      documentation: 'Address of the Ray dashboard. `${NAME}` is taken from the environment.',
      example: 'address: "http://head:8265"',
      since,
    },
    {
      key: 'token',
      spec: { kind: 'secret' },
      default: 'none is sent',
      documentation: 'The token of a Ray cluster that asks for one, as a `${NAME}` reference.',
      example: 'token: ${RAY_AUTH_TOKEN}',
      since,
    },
    {
      key: 'workers',
      spec: { kind: 'number', integer: true, min: 1, max: 100_000 },
      default: '1',
      documentation:
        'Workers that share the slices of the run, each of `output.rows` documents; `budget` and `mix.tokens` are shared out evenly among them.',
      example: 'workers: 8',
      since,
    },
    {
      key: 'gpus',
      spec: { kind: 'number', integer: true, min: 0, max: 64 },
      default: '0',
      documentation: 'GPUs of one worker, for the server that `serve` starts beside it.',
      example: 'gpus: 1',
      since,
    },
    {
      key: 'partition',
      spec: { kind: 'string' },
      default: 'Slurm’s own',
      documentation: 'The Slurm partition.',
      example: 'partition: gpu',
      since,
    },
    {
      key: 'account',
      spec: { kind: 'string' },
      default: 'your own',
      documentation: 'The Slurm account that is charged.',
      example: 'account: nlp',
      since,
    },
    {
      key: 'time',
      spec: {
        kind: 'string',
        pattern: {
          regex: /^(?:\d+-)?\d{1,3}:\d{2}(?::\d{2})?$|^\d+$/,
          words: '`HH:MM:SS`, `D-HH:MM:SS` or minutes, in quotes',
          noun: 'time limit',
        },
      },
      default: 'the partition’s own',
      documentation: 'Time limit of one worker. A worker that comes to it stops in time, and its job is queued again.',
      example: 'time: "04:00:00"',
      since,
    },
    {
      key: 'args',
      spec: { kind: 'one-or-list', of: { kind: 'string' } },
      default: '[]',
      documentation: 'Further options of `sbatch`.',
      example: 'args: [--exclusive]',
      since,
    },
  ],
};

/** Places that a run can go to, by name. */
export const targetsSpec: EntriesSpec = {
  kind: 'entries',
  defines: 'target',
  names: entryNames,
  atLeast: 0,
  of: targetSpec,
  documentation:
    'A place that a run can go to: `wordmill run FILE --target NAME`. The folder of the strategy and the output folder must be there under the same path.',
};
