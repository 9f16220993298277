import type { Model } from '#language';
import { type RephraserOptions, testModel } from '#models';
import type { ConnectionReport } from '#protocol';
import { isServed, startedByRun } from './servers.ts';

/** As {@link testModel}; of a model whose server only a run starts it says so, where nothing answers. */
export async function testUnserved(name: string, model: Model, options: RephraserOptions): Promise<ConnectionReport> {
  const report = await testModel(name, model, options);
  return !report.ok && report.status === null && isServed(model)
    ? { ...report, message: startedByRun(name, model) }
    : report;
}
