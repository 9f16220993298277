import { join } from 'node:path';
import type { Model } from '#language';
import { type Rephraser, RephraserError } from '#engine';
import { createBatchRephraser } from './batch/rephraser.ts';
import { createEmbeddedRephraser } from './embedded/rephraser.ts';
import { createHttpRephraser } from './http/rephraser.ts';
import { createMockRephraser } from './mock/rephraser.ts';
import type { RephraserOptions } from './options.ts';

/**
 * Opens a model of a strategy. It is cheap where nothing is missing: connections are made and weights loaded at the
 * first request. An embedded model whose engine is not installed yet is an exception: it is installed here.
 *
 * @param name the model's name in the strategy, which errors begin with
 * @throws RephraserError `run` where the model can never answer: a variable that is not set, weights that are not there
 */
export async function createRephraser(name: string, model: Model, options: RephraserOptions): Promise<Rephraser> {
  try {
    const batches = options.batches && {
      ...options.batches,
      folder: join(options.batches.folder, encodeURIComponent(name)),
    };
    return await openModel(model, { ...options, ...(batches && { batches }) });
  } catch (error) {
    if (!(error instanceof RephraserError)) throw error;
    const { kind, status, cause } = error;
    throw new RephraserError(kind, `Model ${name}: ${error.message}`, {
      ...(status === null ? {} : { status }),
      cause,
    });
  }
}

/** As {@link createRephraser}, for those who name the model themselves. */
export function openModel(model: Model, options: RephraserOptions): Promise<Rephraser> {
  switch (model.kind) {
    case 'http': {
      const { batches } = options;
      if (model.batch !== true || batches === undefined) return createHttpRephraser(model, options);
      return createBatchRephraser(model, { ...options, batches });
    }
    case 'gguf':
      return createEmbeddedRephraser(model, options);
    case 'mock':
      return createMockRephraser(model, options);
  }
}
