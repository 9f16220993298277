import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Submission } from './target.ts';

/** Folder in the run folder for what a target needs: the runner, job scripts, and what was sent. */
export function targetFolder(folder: string): string {
  return join(folder, 'target');
}

/** What was sent out last; null where nothing was, or where nobody can read it any more. */
export async function readSubmission(folder: string): Promise<Submission | null> {
  const text = await readFile(join(targetFolder(folder), 'submission.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    const known = typeof value === 'object' && value !== null && 'format' in value && value.format === 1;
    // The file is written whole or not at all, by this program, in this format.
    return known ? (value as Submission) : null;
  } catch {
    // A disk has damaged it. The workers that it told of are found by their status.
    return null;
  }
}

export async function writeSubmission(folder: string, submission: Submission): Promise<void> {
  const path = join(targetFolder(folder), 'submission.json');
  await mkdir(targetFolder(folder), { recursive: true });
  await writeFile(`${path}.tmp`, `${JSON.stringify(submission, null, 2)}\n`);
  await rename(`${path}.tmp`, path);
}
