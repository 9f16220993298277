/** The numbers of a run that people are told. */
export interface Progress {
  readonly documents: number;
  readonly records: number;
  readonly rejects: number;
  readonly skipped: number;
  readonly failed: number;
  /** Pieces of work of documents that are too short to have a passage. */
  readonly without_passage: number;
  readonly output_tokens: number;
  readonly seconds: number;
  /** Documents that are still to come, estimated where the corpus was not read to its end yet; null where nobody knows. */
  readonly left: number | null;
  /** Seconds until they are done, as fast as it goes now; absent where nobody knows. */
  readonly seconds_left?: number | null;
  /** What came of each rephrasing. */
  readonly by_rephrasing?: Readonly<Record<string, { readonly records: number; readonly rejects: number }>>;
  /** Why it waits, or null while it does not. */
  readonly waiting: string | null;
}

/** Rephrasings whose shares are told: those that keep least. */
const mostShares = 4;

/** A run's numbers in one line. */
export function describeProgress(progress: Progress): string {
  const { documents, records, rejects, skipped, failed, without_passage, output_tokens, seconds, left, waiting } =
    progress;
  const parts = [
    left === null ? counted(documents) : `${whole(documents)} of ≈${counted(documents + left)}`,
    `${whole(records)} kept`,
    `${whole(rejects)} rejected`,
  ];
  if (skipped > 0) parts.push(`${whole(skipped)} skipped`);
  if (without_passage > 0) parts.push(`${whole(without_passage)} too short for a passage`);
  if (failed > 0) parts.push(`${whole(failed)} failed`);
  // A model that does not count its tokens (the mock) has no speed.
  if (output_tokens > 0 && seconds > 0) parts.push(`${whole(Math.round(output_tokens / seconds))} tokens/s`);
  const { seconds_left: secondsLeft = null, by_rephrasing: byRephrasing = {} } = progress;
  if (seconds >= 1) parts.push(duration(seconds));
  if (secondsLeft !== null) parts.push(`≈${duration(secondsLeft)} left`);
  if (waiting !== null) parts.push(`waiting: ${waiting}`);
  const shares = sharesKept(byRephrasing);
  if (shares !== null) parts.push(shares);
  return parts.join(' · ');
}

/** Where some are kept and some are not, which rephrasings those are of; null where there is only one. */
function sharesKept(of: NonNullable<Progress['by_rephrasing']>): string | null {
  const all = Object.entries(of).filter(([, { records, rejects }]) => records + rejects > 0);
  if (all.length < 2 || all.every(([, { rejects }]) => rejects === 0)) return null;
  const shares = all.map(([name, { records, rejects }]) => ({ name, share: records / (records + rejects) }));
  const told = shares.toSorted((left, right) => left.share - right.share).slice(0, mostShares);
  return `kept of ${told.map(({ name, share }) => `${name} ${Math.round(share * 100)} %`).join(', ')}`;
}

/** Seconds as people say them: `42 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
  const all = Math.round(seconds);
  if (all < 60) return `${all} s`;
  if (all < 3600) return `${Math.floor(all / 60)} min ${all % 60} s`;
  return `${Math.floor(all / 3600)} h ${Math.floor((all % 3600) / 60)} min`;
}

function counted(documents: number): string {
  return `${whole(documents)} ${documents === 1 ? 'document' : 'documents'}`;
}

function whole(number: number): string {
  return number.toLocaleString('en-US');
}
