/** More frames than this make an editor slow, and nobody compares so many. */
const mostThreads = 6;

/** Which one makes room for another, of those that are there, oldest first: the oldest that has ended, else the oldest. */
export function makesRoom<Thread extends { readonly isRunning: boolean }>(
  threads: readonly Thread[],
  most = mostThreads,
): Thread | undefined {
  if (threads.length < most) return undefined;
  return threads.find(({ isRunning }) => !isRunning) ?? threads[0];
}
