import { judge, type JudgeInput, type Judgement } from '../judge.ts';
import { canonicalJson } from '#language';
import { shortHash } from '../hash.ts';
import type { TextSpan } from '../passages/spans.ts';
import type { Piece } from '../plan.ts';
import { assembleScope, type Seen } from '../scope.ts';
import { type Chain, chainId, type Result, seenBy, sumTokens, type Tokens } from './chain.ts';
import type { Made } from './outcomes.ts';
import { seenOf } from './passages.ts';
import { cleanContext, cleanedBy, type Failure, failureOfCleaning, nothingLeft } from './read-answer.ts';

/** The end of a chain: an output that can stand, or why there is none. */
export type Finished =
  | { readonly ok: true; readonly part: Part }
  | {
      readonly ok: false;
      readonly failure: Failure;
      readonly measures?: Judgement['measures'];
      readonly judged?: Judged;
    };

/** What an output was judged by, and where in the document its source stands. */
export interface Judged extends JudgeInput {
  readonly stretches: readonly TextSpan[];
}

/** A chain’s output, cleaned and let through by the gates that are asked of it alone. */
export interface Part {
  readonly chain: Chain;
  readonly result: Result;
  readonly text: string;
  readonly measures: Judgement['measures'];
  readonly judged: Judged;
}

/** Cleans a finished chain’s result and asks its gates: all of them, or those of its chunk where it is joined with others. */
export function finishChain(piece: Piece, chain: Chain, seed: number): Finished {
  const { planned } = piece;
  const { result } = chain;
  if (result === null) throw new TypeError('A finished chain has a result.');
  const { clean } = planned.rephrasing;
  const cleaned = cleanedBy(clean, result.text, () => cleanContext(piece, { ...chain, at: planned.resultAt }, seed));
  if (!cleaned.ok) return { ok: false, failure: failureOfCleaning(cleaned, piece) };
  const { text } = cleaned;
  if (text.trim() === '') return { ok: false, failure: { ...nothingLeft, text } };
  const judged: Judged = {
    stretches: chain.passage.places.text,
    document: piece.document,
    computed: piece.scope.computed,
    variables: planned.steps.length === 1 ? chain.passage.variables : { ...chain.passage.variables, ...chain.answers },
    source: chain.passage.text,
    output: text,
    prompt: result.instructions,
    finishReason: result.finishReason,
    identifyLanguage: piece.scope.identifyLanguage,
  };
  if (planned.joined && planned.chainGates.conditions.length === 0)
    return { ok: true, part: { chain, result, text, measures: {}, judged } };
  const verdict = judge(planned.chainGates, judged);
  return verdict.passed
    ? { ok: true, part: { chain, result, text, measures: verdict.measures, judged } }
    : { ok: false, failure: gateFailure(verdict, text), measures: verdict.measures, judged };
}

/** What becomes of outputs at last, and what they were judged by. */
export type Completed = { readonly made: Made; readonly judged: Judged } & (
  | { readonly ok: true }
  | { readonly ok: false; readonly failure: Failure }
);

/** The record of one chain. */
export function completeChain(piece: Piece, part: Part, strategyName: string): Completed {
  const { chain, result, text, measures, judged } = part;
  const made: Made = {
    id: chainId(piece, strategyName, chain),
    chunk: chain.passage.number,
    variables: chain.passage.variables,
    text,
    raw: result.raw,
    promptHash: result.promptHash,
    seed: result.seed,
    tokens: chain.tokens,
    finishReason: result.finishReason,
    measures,
  };
  return assembled(piece, made, judged, seenBy(piece, chain));
}

/**
 * The record of several outputs in their order. It is truncated where one of them was, and its seed is the first one’s.
 *
 * @param tokens of requests that belong to the record and to none of the parts alone
 */
export function completeJoined(piece: Piece, parts: readonly Part[], tokens: Tokens): Completed {
  const { planned, document, variables, scope } = piece;
  const [first] = parts;
  if (first === undefined) throw new TypeError('Nothing cannot be joined.');
  const join = planned.rephrasing.join ?? '';
  const source = first.chain.passage.document ?? first.chain.passage.text;
  const text = parts.map((part) => part.text).join(join);
  const truncated = parts.find(({ result }) => result.finishReason === 'length');
  const finishReason = (truncated ?? parts.at(-1) ?? first).result.finishReason;
  const judged: Judged = {
    stretches: first.chain.passage.places.document,
    document,
    computed: scope.computed,
    variables,
    source,
    output: text,
    prompt: first.result.instructions,
    finishReason,
    identifyLanguage: scope.identifyLanguage,
  };
  const verdict = judge(planned.joinedGates, judged);
  const made: Made = {
    id: piece.id,
    chunk: null,
    variables,
    text,
    raw: parts.map(({ result }) => result.raw).join(join),
    promptHash: shortHash(canonicalJson(parts.map(({ result }) => result.promptHash))),
    seed: first.result.seed,
    tokens: parts.reduce((sum, { chain }) => sumTokens(sum, chain.tokens), tokens),
    finishReason,
    measures: verdict.measures,
  };
  if (!verdict.passed) return { ok: false, made, judged, failure: gateFailure(verdict, text) };
  const carried = planned.rephrasing.chunk?.carry === true ? '' : null;
  return assembled(
    piece,
    made,
    judged,
    seenOf(piece, { number: null, text: source, document: source, variables }, carried, {}),
  );
}

function assembled(piece: Piece, made: Made, judged: Judged, seen: Seen): Completed {
  const rendered = piece.planned.assemble?.(assembleScope(seen, made.text));
  if (rendered === undefined) return { ok: true, made, judged };
  if (rendered.ok) return { ok: true, made: { ...made, text: rendered.text }, judged };
  const message = `The assemble template cannot be rendered for this document: ${rendered.message}`;
  return { ok: false, made, judged, failure: { reason: 'template', message, text: made.text } };
}

function gateFailure(verdict: Extract<Judgement, { readonly passed: false }>, text: string): Failure {
  const { gate, message } = verdict;
  return { reason: 'gate', message, gate: gate.expression, line: gate.line, text };
}
