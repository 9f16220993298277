import { availableParallelism } from 'node:os';
import type { GgufModel } from '#language';
import type { Rephraser } from '#engine';
import type { RephraserOptions } from '../options.ts';
import { ensureEngine } from './engine/install.ts';
import { WorkerPool } from './pool.ts';
import { findWeights } from './weights.ts';

/** A slice of a prompt takes under a second; a child that has not noticed after this long never will. */
const abortGraceMs = 20_000;

/**
 * A model that llama.cpp runs on this machine, in child processes of the runner: one thread each and as many as there
 * are processor cores, or a single one where a graphics processor does the work.
 */
export async function createEmbeddedRephraser(model: GgufModel, options: RephraserOptions): Promise<Rephraser> {
  const weights = await findWeights(model.gguf, options);
  const engine = await ensureEngine(options);
  const wanted = model.limits.concurrency === 'auto' ? Infinity : model.limits.concurrency;
  const most = engine.gpu === 'auto' ? 1 : Math.min(wanted, availableParallelism());
  const pool = new WorkerPool({
    script: options.runnerScript,
    load: { engine: engine.folder, weights: weights.path, context: model.context, gpu: engine.gpu },
    label: weights.label,
    timeoutMs: model.limits.timeout * 1000,
    abortGraceMs,
    most,
  });
  return {
    label: weights.label,
    concurrency: most,
    rephrase: (request, rephrase) => pool.rephrase(request, rephrase),
    dispose: () => pool.dispose(),
  };
}
