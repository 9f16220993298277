import type { Identity } from '#language';
import type { Json } from '../document.ts';
import { recordId } from '../identity.ts';
import type { Piece } from '../plan.ts';
import type { PlannedStep } from '../planned.ts';
import type { Message, RephraserAnswer } from '../rephraser.ts';
import type { Seen } from '../scope.ts';
import { type Passage, seenOf } from './passages.ts';

/**
 * The way from a passage to one output: requests that follow each other. A chain is a value; every answer gives a new one,
 * or several where a list is gone through.
 */
export interface Chain {
  readonly passage: Passage;
  readonly previous: string | null;
  readonly item: readonly number[];
  /** Place of the step whose request is due. */
  readonly at: number;
  /** Answers of this chain that were rejected and asked for again. */
  readonly attempt: number;
  readonly answers: Readonly<Record<string, Json>>;
  /** The answer that is the rephrasing, as soon as it is there. */
  readonly result: Result | null;
  /** The chain as it was when its result was due: from there it is done again where gates fail. */
  readonly again: Chain | null;
  /** Of the requests that belong to this chain alone. */
  readonly tokens: Tokens;
  /** Everything that was asked; kept only where somebody wants to look at it. */
  readonly trail: readonly Asked[];
}

/** Null where no server said a number. */
export interface Tokens {
  readonly input: number | null;
  readonly output: number | null;
}

export interface Result {
  /** Prefill and answer, untouched. */
  readonly raw: string;
  /** After the step’s own cleaning. */
  readonly text: string;
  readonly finishReason: string;
  readonly promptHash: string;
  /** The prompt without the document, for measures that ask what came from the instructions. */
  readonly instructions: string;
  readonly seed: number;
}

/** One request of a piece and what came back, for people. */
export interface Asked {
  readonly step: string | null;
  readonly chunk: number | null;
  readonly item: readonly number[];
  readonly messages: readonly Message[];
  /** Prefill and answer; null where none came. */
  readonly raw: string | null;
}

export const noTokens: Tokens = { input: null, output: null };

/** The chain that a passage begins with. */
export function firstChain(piece: Piece, passage: Passage, previous: string | null): Chain {
  const chain: Chain = {
    passage,
    previous,
    item: [],
    at: 0,
    attempt: 0,
    answers: {},
    result: null,
    again: null,
    tokens: noTokens,
    trail: [],
  };
  return piece.planned.resultAt === 0 ? { ...chain, again: chain } : chain;
}

/** The chain with its next step due. */
export function stepped(piece: Piece, chain: Chain): Chain {
  const next = { ...chain, at: chain.at + 1 };
  return next.at === piece.planned.resultAt ? { ...next, again: next } : next;
}

/** The chain of one item of a list that the step before has given. */
export function itemChain(piece: Piece, chain: Chain, item: Json, place: number, as: string): Chain {
  const next = stepped(piece, {
    ...chain,
    item: [...chain.item, place],
    attempt: 0,
    answers: { ...chain.answers, [as]: item },
    tokens: noTokens,
    again: null,
  });
  // A result that all items share is not this chain’s to ask for again.
  return next.again === null && piece.planned.resultAt <= chain.at ? { ...next, again: next } : next;
}

/** The chain as it is tried once more: from the step that failed, or from where its result was due. */
export function retried(failed: Chain, from: Chain): Chain {
  const { attempt, tokens, trail } = failed;
  const next = { ...from, attempt: attempt + 1, tokens, trail };
  return from === failed.again ? { ...next, again: next } : next;
}

export function stepOf(piece: Piece, { at }: Pick<Chain, 'at'>): PlannedStep {
  const step = piece.planned.steps[at];
  if (step === undefined) throw new RangeError('The chain is at its end.');
  return step;
}

export function identityOf(piece: Piece, { passage, item }: Pick<Chain, 'passage' | 'item'>): Identity {
  return passage.number === null && item.length === 0
    ? piece.identity
    : { ...piece.identity, chunk: passage.number, item };
}

/** The id of the record or reject that the chain gives. */
export function chainId(piece: Piece, strategyName: string, chain: Chain): string {
  const identity = identityOf(piece, chain);
  return identity === piece.identity ? piece.id : recordId(strategyName, identity);
}

export function seenBy(piece: Piece, chain: Chain): Seen {
  return seenOf(piece, chain.passage, chain.previous, chain.answers);
}

export function withTokens(tokens: Tokens, more: Pick<RephraserAnswer, 'inputTokens' | 'outputTokens'>): Tokens {
  return { input: sum(tokens.input, more.inputTokens), output: sum(tokens.output, more.outputTokens) };
}

export function sumTokens(left: Tokens, right: Tokens): Tokens {
  return withTokens(left, { inputTokens: right.input, outputTokens: right.output });
}

function sum(left: number | null, right: number | null): number | null {
  return left === null && right === null ? null : (left ?? 0) + (right ?? 0);
}
