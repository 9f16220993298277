import { cleanSpec } from './clean.ts';
import { variableNames } from './names.ts';
import { samplingSpec } from './sampling.ts';
import type { MapSpec, Spec } from './spec.ts';

const since = '0.2.0';

const step: MapSpec = {
  kind: 'map',
  noun: 'a step',
  keys: [
    {
      key: 'name',
      spec: { kind: 'string', pattern: variableNames, ofStep: 'defined' },
      required: true,
      documentation: 'What later steps, gates and `assemble` call the answer of this step.',
      example: 'name: pairs',
      since,
    },
    {
      key: 'prompt',
      spec: { kind: 'template', scope: 'prompt' },
      required: true,
      documentation:
        'The message of this request: a template like any `prompt`, which also sees the answers of earlier steps.',
      example: 'prompt: "Name five audiences for this passage, as a JSON list: {{ text }}"',
      since,
    },
    {
      key: 'system',
      spec: { kind: 'template', scope: 'prompt' },
      default: 'no system message',
      documentation: 'The system message of this request, a template.',
      example: 'system: You answer in JSON.',
      since,
    },
    {
      key: 'prefill',
      spec: { kind: 'template', scope: 'prompt' },
      default: 'none',
      documentation: 'The beginning of the answer, put into the model’s mouth; a template. It is part of the text.',
      example: 'prefill: "["',
      since,
    },
    {
      key: 'model',
      spec: { kind: 'reference', to: 'model' },
      default: 'the model of the rephrasing',
      documentation: 'The model that is asked here.',
      example: 'model: rephraser',
      since,
    },
    {
      key: 'sampling',
      spec: samplingSpec,
      default: 'the sampling of the rephrasing',
      documentation: 'How tokens are drawn here; it goes over the sampling of the rephrasing, key by key.',
      example: 'sampling: {temperature: 0}',
      since,
    },
    {
      key: 'clean',
      spec: cleanSpec,
      default: '[]',
      documentation: 'What is taken off this answer before it is read as JSON, or later steps see it.',
      example: 'clean: [think]',
      since,
    },
    {
      key: 'expect',
      spec: {
        kind: 'enum',
        values: [
          { value: 'text', documentation: 'The answer is a text.' },
          {
            value: 'json',
            documentation:
              'The answer is JSON, alone or inside of other text; later steps see its fields. Where it is none the rephrasing is rejected.',
          },
        ],
      },
      default: 'text',
      documentation: 'How the answer is read.',
      example: 'expect: json',
      since,
    },
    {
      key: 'as',
      spec: { kind: 'string', pattern: variableNames, ofStep: 'defined' },
      default: 'later steps see the answer as a whole',
      documentation:
        'Where the answer is a list: the later steps are done once for each item, which they see under this name. Each gives a record of its own.',
      example: 'as: pair',
      since,
    },
    {
      key: 'choose',
      spec: { kind: 'number', integer: true, min: 1, max: 5 },
      default: '1',
      documentation:
        'Goes through combinations of so many items instead of single ones; `as` then names a list of them.',
      example: 'choose: 2',
      since,
    },
    {
      key: 'at_most',
      spec: { kind: 'number', integer: true, min: 1, max: 10_000 },
      default: 'all of them',
      documentation:
        'At most so many items, the first ones of the list; of combinations so many drawn ones, the same on every machine.',
      example: 'at_most: 5',
      since,
    },
  ],
};

/** The requests of a rephrasing that needs several. */
export const stepsSpec: Spec = { kind: 'list', of: step, atLeast: 1 };
