export { cacheFolder } from './cache.ts';
export { createRephraser } from './create.ts';
export { llamaWorkerMain } from './embedded/worker.ts';
export { type KnownModel, knownModels } from './known.ts';
export { type ListedModel, listModels, type ModelList } from './list.ts';
export type { ListedServer } from './local-servers.ts';
export type { RephraserOptions } from './options.ts';
export { pullModel } from './pull/pull.ts';
export { testModel } from './test-model.ts';
