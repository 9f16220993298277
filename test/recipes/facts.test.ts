import { expect, test } from 'vitest';
import { type Fact, knownFacts } from './facts.ts';
import { recipes, resolved } from './recipes.ts';

/**
 * What stands at a path of a resolved strategy. Lists of named things are gone through by name; `*` is any item of a list
 * of expressions, so that it gives the list of them.
 */
function valueAt(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.trim().split('.')) {
    if (key === '*') return (found as readonly { expression: string }[]).map(({ expression }) => expression);
    if (Array.isArray(found)) {
      const named: unknown = found.find((item: unknown) => isNamed(item, key));
      found = named ?? found[Number(key)];
    } else found = (found as Readonly<Record<string, unknown>> | null)?.[key];
  }
  return path === 'rephrasings' ? (found as readonly { name: string }[]).map(({ name }) => name) : found;
}

function isNamed(item: unknown, name: string): boolean {
  return typeof item === 'object' && item !== null && 'name' in item && item.name === name;
}

const named = knownFacts.map((fact): [string, Fact] => [`${fact.recipe} ${fact.path.trim()}, ${fact.source}`, fact]);

test('every recipe has facts', () => {
  expect([...new Set(knownFacts.map(({ recipe }) => recipe))].toSorted()).toEqual(recipes);
});

test.each(named)('%s', async (_, { recipe, path, value }) => {
  const found = valueAt(await resolved(recipe), path);
  if (path.trim().endsWith('*')) expect(found).toContain(value);
  else expect(found).toEqual(value);
});
