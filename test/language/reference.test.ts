import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  allKeys,
  analyse,
  type AnalyseOptions,
  jsonSchema,
  type KeySpec,
  languageReference,
  type MapSpec,
  problemReference,
  type Spec,
  strategySpec,
} from '#language';
import { problemExamples } from '../../language/reference/problem-examples.ts';
import { usedBeside } from '../helpers/beside.ts';
import { expectGolden } from '../helpers/golden.ts';
import { completed } from '../helpers/strategies.ts';

describe('generated documents', () => {
  it.each([
    ['docs/language.md', languageReference],
    ['docs/problems.md', problemReference],
    ['schemas/strategy.schema.json', () => `${JSON.stringify(jsonSchema(), null, 2)}\n`],
  ])('%s is what the table says', (path, generate) => {
    expectGolden(path, generate());
  });
});

describe('the example of a problem', () => {
  const options = { fileExists: (path: string) => path === 'documents', used: usedBeside };
  const codesOf = (text: string, more: AnalyseOptions = {}): readonly string[] =>
    analyse(text, { ...options, evidence: false, ...more }).problems.map((found) => found.code);
  const examples = Object.entries(problemExamples);

  it.each(examples.filter(([code]) => !/^(?:evidence|run)-/.test(code)))('%s has it, and no other', (code, example) => {
    expect(codesOf(completed(example))).toEqual([code]);
  });

  it.each(examples.filter(([code]) => code.startsWith('evidence-')))('%s has it, and no problem', (code, example) => {
    const text = completed(example);
    expect(codesOf(text, { evidence: true })).toContain(code);
    expect(codesOf(text)).toEqual([]);
  });

  it.each(examples.filter(([code]) => code.startsWith('run-')))('%s has it after such a run', (code, example) => {
    const text = completed(example);
    const qa = {
      name: 'qa',
      records: 3,
      rejects: 7,
      truncated: code === 'run-truncated' ? 4 : 0,
      noOutput: code === 'run-no-output' ? 7 : 0,
      gates: code === 'run-rejected' ? [{ expression: 'numbers_invented == 0', rejected: 7 }] : [],
    };
    const ran = code === 'run-stale' ? text.replace('seed: 18', 'seed: 17') : text;
    const lastRun = { strategy: analyse(ran, options).strategy, rephrasings: [qa] };
    expect(codesOf(text, { lastRun })).toEqual([code]);
  });
});

describe('the page about evidence', () => {
  const page = readFileSync('docs/evidence.md', 'utf8');
  const codes = Object.keys(problemExamples).filter((code) => code.startsWith('evidence-'));
  const sections = new Map(page.split(/^## /m).map((section) => [section.split('\n', 1)[0] ?? '', section]));

  it('has a section for every note, and for no other', () => {
    expect([...sections.keys()].filter((title) => title.startsWith('evidence-')).toSorted()).toEqual(codes.toSorted());
  });

  it.each(codes)('has every number of %s', (code) => {
    const example = Object.entries(problemExamples).find(([name]) => name === code)?.[1] ?? '';
    const told = analyse(completed(example)).problems.find((one) => one.code === code)?.message ?? '';
    // What stands in a strategy itself, in quotes or as a share of it, is not of a study.
    const numbers = told
      .replaceAll(/`[^`]*` has [\d.]+[BM]|About \d+ %|up to \d+|`[^`]*`/g, '')
      .matchAll(/\d[\d.,]*\d|\d/g);
    const section = (sections.get(code) ?? '') + (sections.get('How to read this') ?? '');
    for (const [number] of numbers) expect(section, `${number} of: ${told}`).toContain(number);
  });
});

describe('the example of a key', () => {
  it.each(keys(strategySpec, []))('%s is right', (_path, key, wrap) => {
    const { problems } = analyse(completed(wrap(key.example)), { evidence: false });
    // An example may name what only a whole strategy defines, or be one of several that belong together.
    const expected = new Set([
      'unknown-model',
      'unknown-variable',
      'missing-key',
      'unused-variable',
      'unused-model',
      'no-effect',
      ...(key.key === 'styles' ? ['unknown-value'] : []),
    ]);
    expect(problems.filter(({ code }) => !expected.has(code))).toEqual([]);
  });
});

type Wrap = (example: string) => string;

/** Every key with its path and what puts its example where it belongs. */
function keys(map: MapSpec, path: readonly string[], wrap: Wrap = (example) => example): [string, KeySpec, Wrap][] {
  return allKeys(map).flatMap((key): [string, KeySpec, Wrap][] => [
    [[...path, key.key].join('.'), key, wrap],
    ...below(key.spec, [...path, key.key], (inner) => wrap(`${key.key}:\n${indented(inner)}`)),
  ]);
}

function below(spec: Spec, path: readonly string[], wrap: Wrap): [string, KeySpec, Wrap][] {
  switch (spec.kind) {
    case 'map':
      return keys(spec, path, wrap);
    case 'entries':
      return below(spec.of, [...path, 'NAME'], (inner) => wrap(`name:\n${indented(inner)}`));
    case 'one-or-list':
    case 'or-not-published':
      return below(spec.of, path, wrap);
    case 'by-shape':
      return spec.map === undefined ? [] : below(spec.map, path, wrap);
    default:
      return [];
  }
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
