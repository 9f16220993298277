import type { Files } from './files.ts';

/** After these many a folder has other troubles. */
const mostNames = 20;

/** The name of a file beside a strategy, for what several of them share, that no file has; undefined where none can be known. */
export async function freeFile(files: Files, uri: string): Promise<string | undefined> {
  for (let number = 1; number <= mostNames; number++) {
    const name = `shared${number === 1 ? '' : `-${number}`}.strategy.yaml`;
    const exists = await files.exists(uri, name);
    if (exists !== true) return exists === false ? name : undefined;
  }
  return undefined;
}
