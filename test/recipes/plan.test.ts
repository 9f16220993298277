import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectGolden } from '../helpers/golden.ts';
import { askRecipe } from './asking.ts';
import { describePlan } from './plan.ts';
import { goldens, recipes } from './recipes.ts';

test.each(recipes)('%s asks of the corpus what its source says', async (recipe) => {
  const plan = describePlan(await askRecipe(recipe));
  expect(plan).toMatch(/^documents [1-9]/);
  expectGolden(join(goldens, `${recipe}.plan.txt`), plan);
});
