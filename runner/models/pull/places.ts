import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type HubFile, hubHome, readIfThere } from '#hub';
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
