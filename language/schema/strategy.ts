import { budgetSpec } from './budget.ts';
import { decontaminateSpec, dedupSpec } from './dedup.ts';
import { letSpec } from './let.ts';
import { mixSpec } from './mix.ts';
import { modelsSpec } from './models.ts';
import { originSpec } from './origin.ts';
import { outputSpec } from './output.ts';
import { defaultsSpec, rephrasingsSpec } from './rephrasings.ts';
import { seedsSpec } from './seeds.ts';
import type { KeySpec, MapSpec } from './spec.ts';
import { targetsSpec } from './targets.ts';
import { testsSpec } from './tests.ts';
import { useSpec } from './use.ts';
import { variablesSpec } from './variables.ts';

const since = '0.1.0';

const keys: readonly KeySpec[] = [
  {
    key: 'version',
    spec: { kind: 'number', integer: true, min: 1, max: Number.MAX_SAFE_INTEGER },
    required: true,
    documentation: 'Version of the strategy language. This version of Wordmill reads 1.',
    example: 'version: 1',
    since,
  },
  {
    key: 'strategy',
    spec: { kind: 'string', pattern: { regex: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, words: 'a-z, 0-9 and `-`' } },
    required: true,
    unless: 'the file only holds names for others',
    documentation: 'Name of the strategy, from the letters a-z, digits and `-`. It stands on every record.',
    example: 'strategy: wrap',
    since,
  },
  {
    key: 'about',
    spec: { kind: 'string' },
    documentation: 'What the strategy is for, in a sentence for people.',
    example: 'about: Four styles of rephrasing on short passages.',
    since,
  },
  {
    key: 'origin',
    spec: originSpec,
    documentation: 'Where the strategy comes from and how close it is to that.',
    example: 'origin: {source: "https://arxiv.org/abs/2401.16380", fidelity: reconstructed}',
    since,
  },
  {
    key: 'seed',
    spec: { kind: 'number', integer: true, min: 0, max: Number.MAX_SAFE_INTEGER },
    default: '0',
    documentation:
      'The number that every random draw hangs on. The same strategy, documents and seed give the same plan on any machine.',
    example: 'seed: 17',
    since,
  },
  {
    key: 'use',
    spec: useSpec,
    default: 'none',
    documentation:
      'Other strategy files whose models, variables and computed values can be used here by their names; so can those that they use. A name of this file goes before one of theirs, and their expressions go on meaning what they mean there. Two files that define the same name are reported, unless it is defined here. Paths in a used file are relative to that file, and only what a strategy needs of it is a part of the strategy. A file that holds nothing but such names needs no `strategy` and no `seeds`, and is not run itself.',
    example: 'use: [./models.strategy.yaml]',
    since: '0.2.0',
  },
  {
    key: 'let',
    spec: letSpec,
    default: 'none',
    documentation:
      'Values that are computed of each document, by names of your own: expressions over `doc` (the row), `text`, the measures of the text and each other, in any order. `seeds.keep`, `when`, templates and gates use them by their names. One is computed when it is first used, so that a document that lacks a field fails only where the value is needed; `default` stands in for one that cannot be computed. Two that need each other are reported as `unknown-variable`. They are not written to the records.',
    example: 'let:\n  bucket: "[doc.edu, doc.dclm] | max"',
    since,
  },
  {
    key: 'seeds',
    spec: seedsSpec,
    required: true,
    unless: 'the file only holds names for others',
    documentation: 'Which documents are rephrased.',
    example: 'seeds:\n  from: ../documents/web.jsonl\n  keep: [words >= 50]',
    since,
  },
  {
    key: 'models',
    spec: modelsSpec,
    required: true,
    unless: 'the mixture is natural text alone',
    documentation: 'The models that rephrase, by names of your own.',
    example:
      'models:\n  rephraser:\n    id: Qwen/Qwen2.5-3B-Instruct\n    base_url: http://127.0.0.1:8000/v1\n    sampling: {temperature: 0.7, max_tokens: 512}',
    since,
  },
  {
    key: 'variables',
    spec: variablesSpec,
    default: 'none',
    documentation:
      'What prompts vary over, by names of your own: lists of values that are equally likely, or maps from values to weights. A true/false variable makes a clause that stands in a share of the prompts.',
    example: 'variables:\n  audience: [a child, a student, a practitioner]\n  with_title: {true: 1, false: 3}',
    since,
  },
  {
    key: 'defaults',
    spec: defaultsSpec,
    default: 'none',
    documentation: 'What all rephrasings share.',
    example: 'defaults: {model: rephraser, keep: [not truncated, not refusal]}',
    since,
  },
  {
    key: 'rephrasings',
    spec: rephrasingsSpec,
    required: true,
    unless: 'the mixture is natural text alone',
    documentation: 'The ways in which each document is rewritten, by names of your own. All of them are applied.',
    example:
      'rephrasings:\n  qa:\n    style: question-answer\n    prompt: "Write questions and answers about: {{ text }}"',
    since,
  },
  {
    key: 'mix',
    spec: mixSpec,
    default: '{per_document: all}',
    documentation: 'How many rephrasings a document gets, and the natural text that is mixed with them for training.',
    example: 'mix: {natural: 60%}',
    since: '0.2.0',
  },
  {
    key: 'dedup',
    spec: dedupSpec,
    default: 'none',
    documentation:
      'At the end of a run, moves rephrasings that repeat another one to the rejects, with the one that they repeat.',
    example: 'dedup: {exact: true, minhash: {ngram: 5, bands: 14, rows: 8}}',
    since: '0.2.0',
  },
  {
    key: 'decontaminate',
    spec: decontaminateSpec,
    default: 'none',
    documentation:
      'At the end of a run, moves rephrasings that hold items of benchmarks to the rejects, with the item.',
    example: 'decontaminate: {against: ../benchmarks/*.jsonl, ngram: 10, overlap: 0.5}',
    since: '0.2.0',
  },
  {
    key: 'budget',
    spec: budgetSpec,
    default: 'no limit',
    documentation:
      'What a run may cost at the most. A run that comes to it ends there, and goes on from there when the budget is raised.',
    example: 'budget: {dollars: 50}',
    since: '0.2.0',
  },
  {
    key: 'output',
    spec: outputSpec,
    default: '{as: parquet, rows: 1000, rejects: true}',
    documentation: 'Where the records go, and how they are written.',
    example: 'output: {to: ../out/wrap, as: parquet}',
    since,
  },
  {
    key: 'tests',
    spec: testsSpec,
    default: 'none',
    documentation:
      'What is expected of rephrasings of certain documents: `wordmill test` and the editor’s Test Explorer ask it.',
    example: 'tests:\n  - {document: ../documents/volcano.md, rephrasings: [qa], expect: [numbers_kept == 1]}',
    since: '0.2.0',
  },
  {
    key: 'targets',
    spec: targetsSpec,
    default: 'this machine',
    documentation: 'Clusters that a run can go to, by names of your own: `wordmill run FILE --target NAME`.',
    example: 'targets:\n  hpc: {kind: slurm, partition: gpu, workers: 64, gpus: 1, time: "04:00:00"}',
    since: '0.2.0',
  },
];

/** The whole file: the table that checks, completion, hover, the JSON Schema and the reference are made from. */
export const strategySpec: MapSpec = { kind: 'map', noun: 'a strategy', keys };

/** Top-level keys whose values are maps of entries. */
export const entrySections: ReadonlySet<string> = new Set(
  keys.filter(({ spec }) => spec.kind === 'entries').map(({ key }) => key),
);
