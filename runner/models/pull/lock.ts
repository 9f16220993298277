import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { member } from '../json.ts';

const lookAgainMs = 500;

/**
 * Does something that one process at a time may do, by a file that holds the process' number. A file whose process is
 * gone does not count: a killed download must not be in the way of the next.
 */
export async function alone<T>(
  path: string,
  { signal, onWait }: { readonly signal: AbortSignal; readonly onWait: () => void },
  action: () => Promise<T>,
): Promise<T> {
  let waited = false;
  while (!(await take(path))) {
    if (await abandoned(path)) {
      await rm(path, { force: true });
      continue;
    }
    if (!waited) onWait();
    waited = true;
    await delay(lookAgainMs, undefined, { signal });
  }
  try {
    return await action();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (member(error, 'code') === 'EEXIST') return false;
    throw error;
  }
}

async function abandoned(path: string): Promise<boolean> {
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  // Nothing in it yet, or gone in between: somebody is at it.
  if (!Number.isSafeInteger(holder) || holder <= 0) return false;
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return member(error, 'code') === 'ESRCH';
  }
}
