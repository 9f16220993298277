import { availableParallelism } from 'node:os';
import type { Model } from '#language';
import { mostInFlight } from '#engine';
import type { ModelTerms, Pace } from './costs.ts';
import type { Probed } from './probed.ts';
import { otherRate, rateBeyond } from './speed.ts';
import type { Random } from './statistics.ts';

/** Answers from which on a model’s speed counts as measured. */
const enoughAnswers = 4;

/** How far off a guess of a speed may be, either way, as a factor. */
const guessFactor = 6;

/**
 * How fast models are: as their answers in the probe were, else guessed from what the strategy says of them.
 * @param models as they are this time, by their names
 */
export function pacesOf(
  probed: Probed,
  models: ReadonlyMap<string, Model>,
): (name: string, random: Random | null, luck: number) => Pace {
  return (name, random, luck) => {
    const timed = probed.timed.get(name) ?? [];
    if (timed.length >= enoughAnswers) {
      return {
        rate: (inFlight) => (random === null ? rateBeyond(timed, inFlight, 0.5) : otherRate(timed, inFlight, random)),
      };
    }
    const factor = guessFactor ** (2 * luck - 1);
    const model = models.get(name);
    return { rate: (inFlight) => (model === undefined ? 1 : factor * guessedRate(model, inFlight)) };
  };
}

/** Whether the model’s speed was measured. */
export function isTimed({ timed }: Probed, name: string): boolean {
  return (timed.get(name)?.length ?? 0) >= enoughAnswers;
}

/** Tokens of answers a second, times parameters, of one large GPU that is kept busy: 9,200 of a model of 1.7 billion. */
const gpuThroughput = 9_200 * 1.7e9;
/** The same of a processor. */
const cpuThroughput = 2e10;
/** Where the strategy does not say `parameters`. */
const usualParameters = { http: 7e9, gguf: 1e9 } as const;
/** Tokens a second of one answer of a service that is paid by the token. */
const serviceSpeed = 60;

/** Units of work in a second of a model that was not asked. */
function guessedRate(model: Model, inFlight: number): number {
  if (model.kind === 'mock') return Number.POSITIVE_INFINITY;
  const parameters = model.parameters ?? usualParameters[model.kind];
  if (model.kind === 'gguf') return cpuThroughput / parameters;
  if (model.serve === null && model.price !== null) return serviceSpeed * inFlight;
  // A GPU is busy from about 64 answers on.
  return (gpuThroughput / parameters) * model.baseUrls.length * Math.min(1, inFlight / 64);
}

/**
 * What decides what a run of a model costs.
 * @param workers each of which has its own servers, where the run starts them
 */
export function termsOf(name: string, model: Model, probed: Probed, workers: number): ModelTerms {
  const { price, limits } = model;
  const concurrency = probed.concurrency.get(name) ?? usualConcurrency(model);
  const isOwn = model.kind !== 'http' || model.serve !== null;
  return {
    name,
    price,
    limits,
    server: serverOf(name, model),
    concurrency: concurrency === 'auto' ? mostInFlight : concurrency,
    copies: isOwn ? workers : 1,
  };
}

function usualConcurrency({ kind, limits }: Model): number {
  if (limits.concurrency !== 'auto') return limits.concurrency;
  return kind === 'gguf' ? availableParallelism() : mostInFlight;
}

function serverOf(name: string, model: Model): string {
  switch (model.kind) {
    case 'http':
      return model.serve === null ? model.baseUrls.toSorted().join(' ') : `served ${name}`;
    case 'gguf':
      return 'embedded';
    case 'mock':
      return `mock ${name}`;
  }
}

/** GPUs that a run keeps, as far as the strategy says: of the servers that it starts, for every worker. */
export function gpusOf(models: readonly Model[], workers: number): number | null {
  const served = models.flatMap((model) => (model.kind === 'http' && model.serve !== null ? [model] : []));
  const gpus = served.reduce((sum, { serve, baseUrls }) => sum + (serve?.gpus ?? 0) * baseUrls.length, 0);
  return gpus === 0 ? null : gpus * workers;
}
