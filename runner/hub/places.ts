import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = (name: string) => string | undefined;

/** The user's home, by the environment first so that tests and sandboxes can move it. */
export function homeFolder(environment: Environment): string {
  return environment('HOME') || environment('USERPROFILE') || homedir();
}

/** HF_HOME, else `huggingface` in the folder for caches. */
export function hubHome({ environment }: { readonly environment: Environment }): string {
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
