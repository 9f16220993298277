import { resolve } from 'node:path';
import { environmentNames, LineIndex, type Model } from '#language';
import type { DescribeParams, DescribeResult } from '#protocol';
import { whyNotRunnable } from '../load.ts';
import type { LoadStrategy } from './strategy.ts';

/** What a strategy has, for menus and lenses; of one with errors, as far as it goes. */
export function describe({ strategy: strategyText }: DescribeParams, load: LoadStrategy): DescribeResult {
  const loaded = load(strategyText);
  const { analysis, folder, uses } = loaded;
  const { strategy } = analysis;
  const index = new LineIndex(analysis.text);
  const errors = analysis.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ span, message }) => ({ line: index.positionOf(span.start).line + 1, message }));
  const notRunnable = errors.length > 0 ? null : (whyNotRunnable(loaded) ?? null);
  if (strategy === undefined) {
    return { errors, notRunnable, name: '', rephrasings: [], models: [], tests: [], uses, output: null };
  }
  return {
    errors,
    notRunnable,
    name: strategy.name,
    rephrasings: strategy.rephrasings.map(({ name, about, steps, line }) => ({
      name,
      about,
      models: [...new Set(steps.map(({ model }) => model))],
      line,
    })),
    models: Object.entries(strategy.models).map(([name, model]) => ({
      name,
      kind: model.kind,
      label: labelOf(model),
      environment: model.kind === 'http' ? namesIn(model.apiKey, ...model.baseUrls) : [],
      price: model.price,
    })),
    tests: strategy.tests.map(({ document, rephrasings, expect, line }) => ({
      document,
      rephrasings,
      expect: expect.map(({ expression, line: of }) => ({ expression, line: of })),
      line,
    })),
    uses,
    output: strategy.output.to === null ? null : resolve(folder, strategy.output.to),
  };
}

function labelOf(model: Model): string {
  if (model.kind === 'http') return `${model.id} at ${model.baseUrls.join(', ')}`;
  return model.kind === 'gguf' ? model.gguf : `mock: ${model.mock}`;
}

function namesIn(...texts: readonly (string | null)[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => (text === null ? [] : environmentNames(text))))];
}
