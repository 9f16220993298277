import { dollarsOf, type RequestTokens } from './cost.ts';
import type { Terms } from './job.ts';

/** What something cost or may cost. */
export interface Cost {
  readonly tokens: number;
  readonly dollars: number;
}

/** A part of the budget that a request may use up. */
export interface Reservation {
  /** The request is at its end: what it did cost is spent, and the rest is free again; null where it cost nothing. */
  settle(tokens: RequestTokens | null): void;
}

/** What all requests of a run together may cost. What one may cost is set aside before it is sent, so it is never exceeded. */
export interface Budget {
  /** Sets aside what a request may cost; null where so much is not left. */
  reserve(most: RequestTokens, terms: Pick<Terms, 'price'>): Reservation | null;
  /** Whether nothing is set aside: what does not fit now never will. */
  readonly idle: boolean;
  /** Calls back once, when something that was set aside is settled. */
  onSettled(callback: () => void): void;
  /** Why nothing more can be asked, for people. */
  exhausted(most: RequestTokens, terms: Pick<Terms, 'price'>): BudgetError;
}

/** The budget does not suffice for the next request, and nothing is in flight any more. */
export class BudgetError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BudgetError';
  }
}

/**
 * @param limits null is no limit
 * @param before what earlier attempts of the run have spent
 */
export function createBudget(
  limits: { readonly dollars: number | null; readonly tokens: number | null },
  before: Cost,
): Budget {
  const limit: Cost = {
    tokens: limits.tokens ?? Number.POSITIVE_INFINITY,
    dollars: limits.dollars ?? Number.POSITIVE_INFINITY,
  };
  let spent = before;
  /** Every one by itself: the sum of what is left is exactly nothing when there is none. */
  const reserved = new Set<Cost>();
  const waiting = new Set<() => void>();

  const costOf = (tokens: RequestTokens, { price }: Pick<Terms, 'price'>): Cost => ({
    tokens: tokens.input + tokens.output,
    dollars: dollarsOf(tokens, price),
  });

  return {
    reserve(most, terms) {
      const cost = costOf(most, terms);
      const used = [...reserved].reduce(sum, sum(spent, cost));
      if (used.tokens > limit.tokens || used.dollars > limit.dollars) return null;
      reserved.add(cost);
      return {
        settle(tokens) {
          if (!reserved.delete(cost)) return;
          if (tokens !== null) spent = sum(spent, costOf(tokens, terms));
          const callbacks = [...waiting];
          waiting.clear();
          for (const callback of callbacks) callback();
        },
      };
    },
    get idle() {
      return reserved.size === 0;
    },
    onSettled: (callback) => void waiting.add(callback),
    exhausted(most, terms) {
      const cost = costOf(most, terms);
      const isDollars = spent.dollars + cost.dollars > limit.dollars;
      const key = isDollars ? 'budget.dollars' : 'budget.tokens';
      const inWords = isDollars ? dollars : tokens;
      const spentWords = limits.dollars === null ? tokens(spent) : `${dollars(spent)} and ${tokens(spent)}`;
      return new BudgetError(
        `The budget of ${inWords(limit)} does not suffice for the next request, which may cost ${inWords(cost)}: ${spentWords} are spent; raise ${key} and run the same command again to go on.`,
      );
    },
  };
}

function sum(left: Cost, right: Cost): Cost {
  return { tokens: left.tokens + right.tokens, dollars: left.dollars + right.dollars };
}

function dollars({ dollars: amount }: Cost): string {
  // Fractions of a cent count where a request costs no more.
  return `$${amount >= 1 ? amount.toFixed(2) : Number(amount.toPrecision(3))}`;
}

function tokens({ tokens: count }: Cost): string {
  return `${count.toLocaleString('en-US')} tokens`;
}
