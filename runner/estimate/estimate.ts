import type { Model } from '#language';
import type { Clock, Plan } from '#engine';
import type { Estimate, EstimatedRephrasing, Interval, Source } from '#store';
import type { Rephrasers } from '../rephrasers.ts';
import { combine, type Combined } from './combine.ts';
import { notesOf } from './notes.ts';
import { gpusOf, pacesOf, termsOf } from './paces.ts';
import { notProbed, type Probed } from './probed.ts';
import { probe } from './probe.ts';
import { type SampleBounds, sampleCorpus } from './sample-corpus.ts';
import { seededRandom } from './statistics.ts';
import { totals } from './population.ts';

export interface EstimateOptions {
  readonly plan: Plan;
  readonly sources: readonly Source[];
  /** The strategy’s models as they are this time, by their names. */
  readonly models: ReadonlyMap<string, Model>;
  readonly rephrasers: Rephrasers;
  /** Whether models may be asked; without, none is contacted. */
  readonly asks: boolean;
  /** Workers of the run, each with the servers that it starts. */
  readonly workers: number;
  readonly clock: Clock;
  /** The time, as ISO 8601. */
  readonly now: () => string;
  readonly signal: AbortSignal;
  /** Told what is being done; a phrase for people. */
  readonly onState: (state: string) => void;
  /** What the sample and the probe are drawn by; the strategy’s own seed where it is absent. */
  readonly seed?: number;
  readonly bounds?: SampleBounds;
}

/**
 * What a run would cost, from a sample of its documents and a few real requests.
 * @throws StoreError where the corpus cannot be read; the signal's reason when aborted.
 */
export async function estimateRun(options: EstimateOptions): Promise<Estimate> {
  const { plan, models, asks, workers, clock, onState } = options;
  const { strategy } = plan;
  const random = seededRandom(options.seed ?? strategy.seed);
  onState('looking into the corpus');
  const sample = await sampleCorpus({ ...options, random });
  const sums = totals(sample.strata);
  const pieces = plan.rephrasings.reduce(
    (sum, { rephrasing }) => sum + (sums[sample.columns.pieces(rephrasing.name)] ?? 0),
    0,
  );
  if (asks) onState('asking the models');
  const { documents } = sample;
  const probed = asks ? await probe({ ...options, documents, pieces, random, clock }) : notProbed;

  const terms = [...models].map(([name, model]) => termsOf(name, model, probed, workers));
  const paceOf = pacesOf(probed, models);
  const combined = combine({ plan, sample, probed, models: terms, paceOf, random });
  const gpus = gpusOf([...models.values()], workers);
  return {
    version: 1,
    strategy: strategy.name,
    strategy_hash: plan.hash,
    created: options.now(),
    limit: strategy.seeds.limit,
    ...costsOf(combined),
    gpu_hours: gpus === null ? null : times(combined.costs.seconds, gpus / 3600, 3),
    rows: whole(combined.rows),
    documents: whole(combined.documents),
    ...rephrasingsOf(combined),
    sample: { rows: sample.rows, documents: sample.kept, whole: sample.whole },
    probe: asks ? { requests: probed.requests, seconds: probed.seconds, dollars: probed.dollars } : null,
    tokenizer: Object.fromEntries([...models.keys()].map((name) => [name, tokenizerOf(name, probed)])),
    notes: notesOf({ strategy, sample, probed: asks ? probed : null, combined, models }),
  };
}

function costsOf({
  costs,
}: Combined): Pick<Estimate, 'requests' | 'input_tokens' | 'output_tokens' | 'dollars' | 'seconds'> {
  return {
    requests: whole(costs.requests),
    input_tokens: whole(costs.input),
    output_tokens: whole(costs.output),
    dollars: times(costs.dollars, 1, 6),
    seconds: times(costs.seconds, 1, 1),
  };
}

function rephrasingsOf({ byRephrasing }: Combined): Pick<Estimate, 'by_rephrasing' | 'dominates'> {
  const sumOf = (of: (one: Combined['byRephrasing'][number]) => number): number =>
    byRephrasing.reduce((sum, one) => sum + of(one), 0);
  const dollars = sumOf((one) => one.dollars);
  const seconds = sumOf((one) => one.seconds);
  const shareOf = (one: Combined['byRephrasing'][number]): number =>
    dollars > 0 ? one.dollars / dollars : seconds > 0 ? one.seconds / seconds : 0;
  const [most] = byRephrasing.toSorted((left, right) => shareOf(right) - shareOf(left));
  return {
    by_rephrasing: Object.fromEntries(
      byRephrasing.map((one): [string, EstimatedRephrasing] => [
        one.name,
        {
          requests: Math.round(one.amounts.requests),
          input_tokens: Math.round(one.amounts.input),
          output_tokens: Math.round(one.amounts.output),
          dollars: rounded(one.dollars, 6),
          seconds: rounded(one.seconds, 1),
          share: rounded(shareOf(one), 4),
          measured: one.measured,
        },
      ]),
    ),
    dominates: most !== undefined && shareOf(most) > 0 ? most.name : null,
  };
}

function tokenizerOf(name: string, { counted, counting }: Probed): 'server' | 'answers' | 'estimated' {
  if (counted.has(name)) return 'server';
  return counting.has(name) ? 'answers' : 'estimated';
}

function whole(interval: Interval): Interval {
  return times(interval, 1, 0);
}

function times({ low, likely, high }: Interval, factor: number, digits: number): Interval {
  return {
    low: rounded(low * factor, digits),
    likely: rounded(likely * factor, digits),
    high: rounded(high * factor, digits),
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
