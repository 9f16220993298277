import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { homeFolder } from '../cache.ts';
import type { HubFile } from '../known.ts';
import type { RephraserOptions } from '../options.ts';

type Machine = Pick<RephraserOptions, 'environment' | 'cacheFolder'>;

/** Where a file of the hub is kept in our own cache. */
export function ownPlace({ repository, file }: HubFile, cacheFolder: string): string {
  return join(cacheFolder, 'models', ...repository.split('/'), ...file.split('/'));
}

/** The file where it already lies: in our own cache, or in the hub's, which other tools fill. Null where it does not. */
export async function cachedPlace(file: HubFile, machine: Machine): Promise<string | null> {
  const own = ownPlace(file, machine.cacheFolder);
  if (existsSync(own)) return own;
  const repository = join(hubCache(machine), `models--${file.repository.replaceAll('/', '--')}`);
  const commit = (await readIfThere(join(repository, 'refs', file.revision)))?.trim() ?? file.revision;
  const shared = join(repository, 'snapshots', commit, ...file.file.split('/'));
  return existsSync(shared) ? shared : null;
}

/** HF_HUB_CACHE, else `hub` in HF_HOME; both as Hugging Face's own library reads them. */
function hubCache({ environment }: Machine): string {
  return environment('HF_HUB_CACHE') || join(hubHome({ environment }), 'hub');
}

/** HF_HOME, else `huggingface` in the folder for caches. */
export function hubHome({ environment }: Pick<Machine, 'environment'>): string {
  const caches = environment('XDG_CACHE_HOME') || join(homeFolder(environment), '.cache');
  return environment('HF_HOME') || join(caches, 'huggingface');
}

export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}
