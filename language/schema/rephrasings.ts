import { chunkSpec } from './chunk.ts';
import { cleanSpec } from './clean.ts';
import { entryNames, variableNames } from './names.ts';
import { samplingSpec } from './sampling.ts';
import type { EntriesSpec, KeySpec, MapSpec, Variant } from './spec.ts';
import { stepsSpec } from './steps.ts';
import { windowSpec } from './window.ts';

const since = '0.1.0';

const one: Variant = {
  key: 'prompt',
  keys: [
    {
      key: 'system',
      spec: { kind: 'template', scope: 'prompt' },
      default: 'no system message',
      documentation: 'The system message, a template like `prompt`.',
      example: 'system: You rewrite passages faithfully.',
      since,
    },
    {
      key: 'prompt',
      spec: { kind: 'template', scope: 'prompt' },
      required: true,
      documentation:
        'The message that asks for the rephrasing, a Jinja template. It sees `text` (the document), `doc` (the row it came from), the measures of the text, the variables and the values of `let`. What is put in is data: braces in a document stay as they are.',
      example: 'prompt: |\n  Rewrite the passage in plain words.\n\n  {{ text }}',
      since,
    },
    {
      key: 'prefill',
      spec: { kind: 'template', scope: 'prompt' },
      default: 'none',
      documentation:
        'The beginning of the answer, put into the model’s mouth; a template like `prompt`. It is part of the text.',
      example: 'prefill: "Question:"',
      since,
    },
  ],
};

const several: Variant = {
  key: 'steps',
  keys: [
    {
      key: 'steps',
      spec: stepsSpec,
      required: true,
      documentation:
        'Several requests, one after the other: a later one sees the answers of those before by their names. A list can fan out, so that what follows is done for each of its items.',
      example:
        'steps:\n  - {name: genres, prompt: "Name five genres, as a JSON list: {{ text }}", expect: json, as: genre}\n  - {name: write, prompt: "Rewrite as {{ genre }}: {{ text }}"}',
      since: '0.2.0',
    },
    {
      key: 'result',
      spec: { kind: 'string', pattern: variableNames, ofStep: 'named' },
      default: 'the last step',
      documentation:
        'The step whose answer is the rephrasing. One behind it can judge it: gates see the answers of all steps.',
      example: 'result: write',
      since: '0.2.0',
    },
  ],
};

const keys: readonly KeySpec[] = [
  {
    key: 'about',
    spec: { kind: 'string' },
    documentation: 'What this rephrasing does, in a sentence for people.',
    example: 'about: Turns a passage into questions and answers.',
    since,
  },
  {
    key: 'style',
    spec: { kind: 'or-not-published', of: { kind: 'string' } },
    default: 'none',
    documentation: 'The style of the text that comes out, a label of your own. It stands on every record.',
    example: 'style: question-answer',
    evidence: [
      'evidence-one-style',
      'evidence-summary-only',
      'evidence-few-conversational',
      'evidence-many-conversational',
      'evidence-continuation',
    ],
    since,
  },
  {
    key: 'when',
    spec: { kind: 'expression', scope: 'document' },
    default: 'every document',
    documentation:
      'Which documents go through this rephrasing: an expression over `doc` (the row), `text`, the measures of the text and the values of `let`.',
    example: 'when: words >= 200',
    since,
  },
  {
    key: 'weight',
    spec: { kind: 'or-not-published', of: { kind: 'number', integer: false, min: 0, max: 1_000_000, extreme: true } },
    default: '1',
    documentation:
      'How likely the rephrasing is drawn where `mix.per_document` is a number, against the others that apply to the document. With `all` it changes nothing.',
    example: 'weight: 3',
    since: '0.2.0',
  },
  {
    key: 'rollouts',
    spec: { kind: 'or-not-published', of: { kind: 'number', integer: true, min: 1, max: 10_000 } },
    default: '1',
    documentation: 'How often each document is rephrased, with new draws of the variables and a new seed each time.',
    example: 'rollouts: 2',
    since,
  },
  {
    key: 'each',
    spec: { kind: 'one-or-list', of: { kind: 'reference', to: 'variable' } },
    default: '[]',
    documentation:
      'Variables of which every value is used, instead of one that is drawn. Several give all combinations.',
    example: 'each: [audience]',
    since,
  },
  {
    key: 'window',
    spec: { kind: 'or-not-published', of: windowSpec },
    default: 'the whole document',
    documentation:
      'What part of the document is rephrased. Templates and measures see that part as the document’s text.',
    example: 'window: {take: first, chars: 1000}',
    since: '0.2.0',
  },
  {
    key: 'chunk',
    spec: { kind: 'or-not-published', of: chunkSpec },
    default: 'the text is rephrased as a whole',
    documentation:
      'Cuts the text into passages that are rephrased one by one. `text` is the passage then, and `document` the text that it was cut from. Each gives a record of its own, unless `join` puts them together.',
    example: 'chunk: {by: sentence, tokens: 300}',
    evidence: ['evidence-long-chunk'],
    since: '0.2.0',
  },
  {
    key: 'model',
    spec: { kind: 'reference', to: 'model' },
    default: '`defaults.model`, or the only model there is',
    documentation: 'The model that rephrases: a name from `models`.',
    example: 'model: rephraser',
    since,
  },
  {
    key: 'sampling',
    spec: samplingSpec,
    default: '`defaults.sampling`, then the model’s own',
    documentation: 'How tokens are drawn here. It goes over the sampling of the defaults and of the model, key by key.',
    example: 'sampling: {temperature: 0.5}',
    since,
  },
  {
    key: 'clean',
    spec: cleanSpec,
    default: '`defaults.clean`',
    documentation:
      'What is taken off the answer before it is measured, step by step in the order written. It stands in place of the steps of the defaults.',
    example: 'clean: [think, markdown, {after: "Q:"}, quotes]',
    since,
  },
  {
    key: 'keep',
    spec: { kind: 'one-or-list', of: { kind: 'expression', scope: 'gate' } },
    default: '[]',
    documentation:
      'The gates: expressions over the measures of the output, its text (`output`), `source.<measure>` of the document, `doc`, the variables and the values of `let`. A rephrasing that fails one is written to the rejects, with the gate. The gates of the defaults come first.',
    example: 'keep: [tokens >= 50, ratio <= 1.5, numbers_kept >= 0.8]',
    evidence: ['evidence-prose-gate'],
    since,
  },
  {
    key: 'on_fail',
    spec: {
      kind: 'by-shape',
      scalar: {
        kind: 'enum',
        values: [
          { value: 'reject', documentation: 'It goes to the rejects.' },
          { value: 'retry', documentation: 'It is asked for again, twice at the most, with a new seed each time.' },
        ],
      },
      map: {
        kind: 'map',
        noun: '`on_fail`',
        keys: [
          {
            key: 'retry',
            spec: { kind: 'number', integer: true, min: 1, max: 100 },
            required: true,
            documentation: 'How often it is asked for again at the most.',
            example: 'retry: 3',
            since: '0.2.0',
          },
        ],
      },
    },
    default: 'reject',
    documentation: 'What happens to a rephrasing that fails a gate, or that a cleaning step finds wanting.',
    example: 'on_fail: retry',
    since: '0.2.0',
  },
  {
    key: 'join',
    spec: { kind: 'string' },
    default: 'each output is a record',
    documentation:
      'Puts the outputs of a document’s chunks, or of the items of its steps, into one record, in their order, with this text between them. Gates are asked of the whole.',
    example: 'join: "\\n"',
    since: '0.2.0',
  },
  {
    key: 'assemble',
    spec: { kind: 'template', scope: 'assemble' },
    default: 'the output alone',
    documentation:
      'The text of the record, a template over `text` (the document), `output` (what was made of it), `doc`, the variables and the values of `let`. Measures see the output only.',
    example: 'assemble: "{{ text }}\\n\\n{{ output }}"',
    since,
  },
];

/** One rephrasing. */
export const rephrasingSpec: MapSpec = { kind: 'map', noun: 'a rephrasing', variants: [one, several], keys };

/** The rephrasings by name, in the order of the file. */
export const rephrasingsSpec: EntriesSpec = {
  kind: 'entries',
  defines: 'rephrasing',
  names: entryNames,
  atLeast: 1,
  of: rephrasingSpec,
  documentation: 'A rephrasing: one way to rewrite a document. Its name stands on every record that it makes.',
};

/** What rephrasings share. */
export const defaultsSpec: MapSpec = {
  kind: 'map',
  noun: 'the defaults',
  keys: [
    {
      key: 'model',
      spec: { kind: 'reference', to: 'model' },
      default: 'the only model there is',
      documentation: 'The model of every rephrasing that names none.',
      example: 'model: rephraser',
      since,
    },
    {
      key: 'sampling',
      spec: samplingSpec,
      default: 'the model’s own',
      documentation: 'Sampling of every rephrasing; it goes over the model’s and under the rephrasing’s, key by key.',
      example: 'sampling: {temperature: 0.7}',
      since,
    },
    {
      key: 'clean',
      spec: cleanSpec,
      default: '[]',
      documentation: 'Cleaning steps of every rephrasing that has no `clean` of its own.',
      example: 'clean: [think, quotes]',
      since,
    },
    {
      key: 'keep',
      spec: { kind: 'one-or-list', of: { kind: 'expression', scope: 'gate' } },
      default: '[]',
      documentation: 'Gates of every rephrasing, asked before its own.',
      example: 'keep: [not truncated, not refusal]',
      since,
    },
  ],
};
