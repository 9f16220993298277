import type { TestConnectionParams, TestConnectionResult } from '#protocol';
import { testUnserved } from '../servers/test-unserved.ts';
import { modelOptions, type Service } from './service.ts';
import { runnableStrategy } from './strategy.ts';

/** Sends one small real request to every model of a strategy. */
export async function testConnection(
  { strategy, environment }: TestConnectionParams,
  signal: AbortSignal,
  service: Service,
): Promise<TestConnectionResult> {
  const loaded = service.load(strategy);
  const models = Object.entries(runnableStrategy(loaded).models);
  const options = { ...modelOptions(service, loaded, environment), signal };
  return { models: await Promise.all(models.map(([name, model]) => testUnserved(name, model, options))) };
}
