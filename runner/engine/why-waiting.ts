/** What a lane may be waiting for. */
export interface Waits {
  /** What its server said last, where that was no answer: a sentence. */
  readonly trouble: string | null;
  /** Requests that back off, and in how many milliseconds the first of them is asked again. */
  readonly backingOff: number;
  readonly firstInMs: number | null;
  /** What the strategy allows in a minute, where that is what it waits for. */
  readonly rate: string | null;
  /** Answers that the disk has not written down yet, where there are so many that no further request is sent. */
  readonly unwritten: number | null;
}

/** Why a lane waits and until when, in words for people; null while it does not. */
export function whyWaiting({ trouble, backingOff, firstInMs, rate, unwritten }: Waits): string | null {
  if (trouble !== null) {
    if (firstInMs === null) return trouble;
    const seconds = Math.max(0, Math.ceil(firstInMs / 1000));
    const which = backingOff === 1 ? 'One request is' : `${backingOff.toLocaleString('en-US')} requests are`;
    return `${trouble} ${which} asked again, ${backingOff === 1 ? '' : 'the first '}in ${seconds} s.`;
  }
  if (rate !== null) return rate;
  return unwritten === null ? null : `the disk, which has ${unwritten.toLocaleString('en-US')} answers to write`;
}
