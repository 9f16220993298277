import { resolve } from 'node:path';
import type { Strategy } from '#language';
import { loadFile } from '../../runner/load.ts';

export const root = resolve(import.meta.dirname, '../..');
export const goldens = resolve(import.meta.dirname, 'goldens');

/** Recipes that rephrase, and recipes that only select. */
export const rephrasingRecipes = [
  'beyondweb',
  'continuation',
  'cosmopedia',
  'entigraph',
  'finephrase',
  'kimi-k2',
  'ladder',
  'mga',
  'nemotron-synth',
  'rewire',
  'summaries',
  'wrap',
] as const;
export const selectingRecipes = ['raw-web', 'repeat'] as const;
export const recipes: readonly string[] = [...rephrasingRecipes, ...selectingRecipes].toSorted();

/** The file of a recipe, from the root of the project. */
export function fileOf(recipe: string): string {
  return `samples/${recipe}.strategy.yaml`;
}

/** A recipe as the runner reads it. */
export async function resolved(recipe: string): Promise<Strategy> {
  const { strategy, problems } = (await loadFile(resolve(root, fileOf(recipe)))).analysis;
  if (strategy === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return strategy;
}
