import { type Clock, syntheticGoal } from '#engine';
import type { Strategy } from '#language';
import type { Counts } from '#store';

/** Ends a run whose synthetic part has as many tokens as `mix.tokens` leaves to it. */
export interface SyntheticEnd {
  /** Whether the synthetic part is large enough. */
  reached(): boolean;
  /**
   * Whether a further document is wanted, `taken` being those that were taken so far. Near the end it waits for documents
   * under way, since those may be enough: a run overshoots by about one document, and not by all that are in flight.
   */
  wanted(taken: number): boolean | Promise<boolean>;
}

export interface SyntheticEndOptions {
  readonly strategy: Pick<Strategy, 'mix'>;
  /** Of the whole run, as they grow. */
  readonly counts: Readonly<Counts>;
  readonly clock: Clock;
  /** Whether documents under way will end; where they will not, nothing is waited for. */
  readonly working: () => boolean;
}

/** A document may give so many times the tokens of the mean one. */
const largestDocument = 2;

/** How often documents under way are looked at. */
const everyMs = 5;

/**
 * What the last step has taken out counts too: a run that is killed within that step must not go on with more documents.
 */
export function syntheticEnd({ strategy, counts, clock, working }: SyntheticEndOptions): SyntheticEnd {
  const goal = syntheticGoal(strategy.mix) ?? Number.POSITIVE_INFINITY;

  /** Whether what is under way can be enough. As long as no document has ended, one that is under way can. */
  function mayBeReached(taken: number): boolean {
    const underWay = taken - counts.documents;
    if (goal === Number.POSITIVE_INFINITY || underWay <= 0) return false;
    return madeTokens(counts) * (1 + (largestDocument * underWay) / counts.documents) >= goal || counts.documents === 0;
  }

  async function wantedSoon(taken: number): Promise<boolean> {
    while (madeTokens(counts) < goal && mayBeReached(taken) && working()) {
      await new Promise<void>((resolve) => void clock.after(everyMs, resolve));
    }
    return madeTokens(counts) < goal;
  }

  return {
    reached: () => madeTokens(counts) >= goal,
    wanted: (taken) => (mayBeReached(taken) ? wantedSoon(taken) : madeTokens(counts) < goal),
  };
}

/** Tokens of all texts that the run has made, those that were taken out by its last step among them. */
export function madeTokens(counts: Readonly<Pick<Counts, 'text_tokens' | 'removed_tokens'>>): number {
  return counts.text_tokens + counts.removed_tokens;
}
