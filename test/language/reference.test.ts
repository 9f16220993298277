import { describe, expect, it } from 'vitest';
import {
  allKeys,
  analyse,
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
  it.each(Object.entries(problemExamples))('%s has it, and no other', (code, example) => {
    const known = (path: string): boolean => path === 'documents';
    expect(
      analyse(completed(example), { fileExists: known, used: usedBeside }).problems.map((found) => found.code),
    ).toEqual([code]);
  });
});

describe('the example of a key', () => {
  it.each(keys(strategySpec, []))('%s is right', (_path, key, wrap) => {
    const { problems } = analyse(completed(wrap(key.example)));
    // An example may name what only a whole strategy defines, or be one of several that belong together.
    const expected = new Set(['unknown-model', 'unknown-variable', 'missing-key', 'unused-variable', 'unused-model']);
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
