import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectGolden } from '../helpers/golden.ts';
import { workspace } from '../helpers/workspace.ts';
import { startModelServer } from './model-server.ts';
import { goldens, recipes, rephrasingRecipes, selectingRecipes } from './recipes.ts';
import { describeRun, runRecipe } from './run.ts';

test.each(recipes)('%s runs to its end against a model that does its work', async (recipe) => {
  await using server = await startModelServer();
  const finished = await runRecipe(recipe, join(await workspace(), 'run'), server.url);
  expect(finished.event).toMatchObject({ event: 'finished', failed: 0, bad_rows: 0 });
  expectGolden(join(goldens, `${recipe}.run.txt`), describeRun(finished));
});

test.each(rephrasingRecipes)('%s runs to its end against an echo', async (recipe) => {
  const { event, records, rejects } = await runRecipe(recipe, join(await workspace(), 'run'), 'mock:echo');
  expect(event).toMatchObject({ event: 'finished', failed: 0, records: records.length, rejects: rejects.length });
  expect(records.length + rejects.length).toBeGreaterThan(0);
});

test.each(selectingRecipes)('%s asks no model', async (recipe) => {
  await using server = await startModelServer();
  const { records, natural } = await runRecipe(recipe, join(await workspace(), 'run'), server.url);
  expect(server.requests).toEqual([]);
  expect(records).toEqual([]);
  expect(natural.length).toBeGreaterThan(0);
});
