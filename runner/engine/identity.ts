import { draw as drawOf, type Identity, identityKey } from '#language';
import { sha256, shortHash, uniform } from './hash.ts';

/** A number in [0, 1) that depends on the strategy's seed, the identity and the name of the draw, and on nothing else. */
export function draw(seed: number, identity: Identity, name: string): number {
  return drawOf(seed, identity, name, sha256);
}

/** The id of the record that the piece gives: the same whenever and wherever the piece is done. */
export function recordId(strategyName: string, identity: Identity): string {
  return shortHash(`${strategyName}\n${identityKey(identity)}`);
}

/** One request among those of an identity: a step, and how often its answer was rejected before. */
export interface RequestName {
  readonly step: string | null;
  readonly attempt: number;
  /** How often somebody wanted to see another answer; 0 or absent is what a run asks for. */
  readonly again?: number;
}

/** A 31-bit seed for the model's sampling, another one for every request: llama.cpp and vLLM both take it. */
export function samplingSeed(seed: number, identity: Identity, request: RequestName): number {
  const usual = Math.floor(draw(seed, identity, named('sampling', request)) * 2 ** 31);
  const { again = 0 } = request;
  return again === 0 ? usual : Math.floor(uniform(`${usual}\n${again}`) * 2 ** 31);
}

/** The id of an answer that is kept until its record is there. */
export function requestId(strategyName: string, identity: Identity, request: RequestName): string {
  return shortHash(`${strategyName}\n${identityKey(identity)}\n${named('request', request)}`);
}

/** Names of draws of a request; the first one of a rephrasing without steps has the plain name. */
export function named(name: string, { step, attempt }: RequestName): string {
  return `${name}${step === null ? '' : `:${step}`}${attempt === 0 ? '' : `#${attempt}`}`;
}
