/** How often a process may be started within a span of time, so that one that dies at once is not started for ever. */
export interface RestartLimit {
  /** Notes a start at `nowMs`. False where that would be one too many. */
  allows(nowMs: number): boolean;
}

export function createRestartLimit(starts: number, withinMs: number): RestartLimit {
  let recent: readonly number[] = [];
  return {
    allows(nowMs) {
      recent = recent.filter((startedMs) => nowMs - startedMs < withinMs);
      if (recent.length >= starts) return false;
      recent = [...recent, nowMs];
      return true;
    },
  };
}
