import type { Limits, Price } from '#language';
import { dollarsOf } from '#engine';
import { added, type Amounts, type Line, nothing, scaled } from './amounts.ts';
import { secondsByLimits, workOf } from './speed.ts';

/** A model, as far as it decides what a run costs. */
export interface ModelTerms {
  readonly name: string;
  readonly price: Price | null;
  readonly limits: Limits;
  /** What answers: models of one server share its time. */
  readonly server: string;
  /** Requests that a run has under way at the most. */
  readonly concurrency: number;
  /** How many such servers a run has: one for every worker that starts its own. */
  readonly copies: number;
}

/** How fast a model answers. */
export interface Pace {
  /** Units of work in a second, with so many requests under way. */
  rate(inFlight: number): number;
}

/** What a run as a whole comes to. */
export interface Costs {
  readonly requests: number;
  readonly input: number;
  readonly output: number;
  readonly dollars: number;
  readonly seconds: number;
}

/** What a run itself needs for a request: reading, judging, writing down (measured: a quarter of a millisecond). */
const ownSecondsPerRequest = 0.00025;

/**
 * What lines come to together. Servers work side by side, and the models of one server one after the other; limits a minute
 * and the runner’s own work may take longer than the servers. At the end, the last answers are waited for.
 * @param ownSeconds what the run needs to begin and to end
 */
export function costsOf(
  lines: readonly { readonly line: Line; readonly amounts: Amounts }[],
  models: readonly ModelTerms[],
  paceOf: (model: string) => Pace,
  ownSeconds: number,
): Costs {
  let all = nothing;
  let dollars = 0;
  let limited = 0;
  const servers = new Map<string, number>();
  for (const model of models) {
    const of = lines.filter(({ line }) => line.model === model.name).map(({ amounts }) => amounts);
    const amounts = of.reduce(added, nothing);
    if (amounts.requests <= 0) continue;
    all = added(all, amounts);
    dollars += dollarsOf(amounts, model.price);
    limited = Math.max(limited, secondsByLimits(model.limits, amounts));
    servers.set(model.server, (servers.get(model.server) ?? 0) + secondsOf(amounts, model, paceOf(model.name)));
  }
  const own = all.requests * ownSecondsPerRequest;
  return { ...all, dollars, seconds: ownSeconds + Math.max(limited, own, ...servers.values()) };
}

function secondsOf(amounts: Amounts, { concurrency, copies }: ModelTerms, pace: Pace): number {
  const share = scaled(amounts, 1 / copies);
  const inFlight = Math.max(1, Math.min(concurrency, share.requests));
  const rate = pace.rate(inFlight);
  const seconds = workOf(share) / rate;
  // One answer takes inFlight times as long as the server’s rate says, and the last begins when all others are through.
  const last = (workOf(share) / Math.max(1, share.requests) / rate) * inFlight;
  return share.requests <= inFlight ? last : seconds + last / 2;
}
