import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { RephraserError } from '#engine';
import { homeFolder } from '#hub';
import { knownModels, readWeightsSource } from '../known.ts';
import type { RephraserOptions } from '../options.ts';
import { cachedPlace } from '../pull/places.ts';

export interface Weights {
  /** Absolute path of the file. */
  readonly path: string;
  /** What records call the model: its known name, or its file without folders and ending. */
  readonly label: string;
}

/** Finds the weights of a model on this machine. @throws RephraserError `run` that says how to get them. */
export async function findWeights(
  gguf: string,
  options: Pick<RephraserOptions, 'environment' | 'cacheFolder' | 'strategyFolder'>,
): Promise<Weights> {
  const source = readWeightsSource(gguf);
  if (source.kind === 'file') return ownFile(source.path, options);
  const path = await cachedPlace(source.kind === 'known' ? source.model.hub : source.file, options);
  if (path === null) {
    throw new RephraserError(
      'run',
      `The weights of ${gguf} are not on this machine. Fetch them with: wordmill models pull ${gguf}`,
    );
  }
  return { path, label: source.kind === 'known' ? gguf : fileLabel(source.file.file) };
}

function ownFile(written: string, options: Pick<RephraserOptions, 'environment' | 'strategyFolder'>): Weights {
  const fromHome = written.startsWith('~/');
  const path = fromHome
    ? resolve(homeFolder(options.environment), written.slice(2))
    : resolve(options.strategyFolder, written);
  if (existsSync(path)) return { path, label: fileLabel(path) };
  const names = knownModels.map(({ name }) => name).join(', ');
  throw new RephraserError(
    'run',
    `gguf names ${written}, which is neither a file beside the strategy nor a known model (${names}) nor hf:ORG/REPO/FILE.gguf.`,
  );
}

function fileLabel(path: string): string {
  return basename(path).replace(/\.gguf$/i, '');
}
