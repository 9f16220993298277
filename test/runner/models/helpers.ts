import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpModel } from '#language';
import type { RephraserOptions } from '../../../runner/models/options.ts';

/** A folder of its own for a test, removed when the test is over. */
export async function temporaryFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'wordmill-models-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Options of a machine that has nothing but what is given. */
export function machine(
  given: Partial<RephraserOptions> & { readonly variables?: Readonly<Record<string, string>> } = {},
): RephraserOptions & { readonly notices: readonly string[] } {
  const notices: string[] = [];
  return {
    environment: (name) => given.variables?.[name],
    strategyFolder: '/nowhere',
    cacheFolder: '/nowhere',
    runnerScript: '/nowhere/runner.cjs',
    onNotice: (text) => notices.push(text),
    signal: new AbortController().signal,
    ...given,
    notices,
  };
}

export function httpModel(baseUrls: readonly string[], more: Partial<HttpModel> = {}): HttpModel {
  return {
    kind: 'http',
    id: 'tiny',
    baseUrls,
    apiKey: null,
    sampling: {},
    limits: { concurrency: 'auto', timeout: 30, requestsPerMinute: null, tokensPerMinute: null },
    serve: null,
    context: null,
    parameters: null,
    price: null,
    ...more,
  };
}
