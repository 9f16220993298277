import type { Problem } from '../problem.ts';
import type { PathUse } from './facts.ts';
import { problem } from './problem.ts';

/** Paths that are known to lead nowhere. */
export function filesNotFound(
  paths: readonly PathUse[],
  fileExists: (path: string) => boolean | undefined,
): readonly Problem[] {
  return paths
    .filter(({ path }) => fileExists(path) === false)
    .map(({ path, span }) =>
      problem('file-not-found', span, `There is no file or folder \`${path}\` beside this strategy.`),
    );
}
