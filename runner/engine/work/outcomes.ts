import type { Judgement } from '../judge.ts';
import type { Piece } from '../plan.ts';
import type { RecordOutcome, RejectOutcome, Spent, StepOutcome } from '../record.ts';
import type { RephraserAnswer } from '../rephraser.ts';
import { type Chain, chainId, identityOf, stepOf, type Tokens } from './chain.ts';
import type { Circumstances } from './circumstances.ts';
import type { Failure } from './read-answer.ts';
import { requestId, samplingSeed } from '../identity.ts';

/** What a record is made of, whether of one chain or of several. */
export interface Made {
  readonly id: string;
  readonly chunk: number | null;
  readonly variables: Chain['passage']['variables'];
  readonly text: string;
  readonly raw: string;
  readonly promptHash: string;
  readonly seed: number;
  readonly tokens: Tokens;
  readonly finishReason: string;
  readonly measures: Judgement['measures'];
}

export function recordOf(
  piece: Piece,
  made: Made,
  circumstances: Circumstances,
  spent: readonly Spent[],
): RecordOutcome {
  const { planned, document } = piece;
  const { rephrasing } = planned;
  const { plan } = circumstances;
  return {
    kind: 'record',
    record: {
      id: made.id,
      text: made.text,
      rephrasing: rephrasing.name,
      style: rephrasing.style,
      source_id: document.id,
      source_file: document.file,
      source_row: document.row,
      chunk: made.chunk,
      variables: made.variables,
      model: modelOf(piece, planned.resultAt, circumstances),
      prompt_hash: made.promptHash,
      strategy: plan.strategy.name,
      strategy_hash: plan.hash,
      seed: made.seed,
      input_tokens: made.tokens.input,
      output_tokens: made.tokens.output,
      finish_reason: made.finishReason,
      measures: made.measures,
      created: circumstances.now(),
      ...(plan.strategy.output.raw && { raw: made.raw }),
    },
    spent,
  };
}

/** What is known of something that gave no record. */
export interface Unmade extends Failure {
  readonly id: string;
  readonly chunk: number | null;
  readonly variables: Made['variables'];
  /** Place of the step whose model is meant. */
  readonly at: number;
  readonly seed: number;
  readonly raw: string | null;
  readonly tokens: Tokens;
  readonly finishReason: string | null;
  readonly measures?: Made['measures'];
}

export function rejectOf(
  piece: Piece,
  unmade: Unmade,
  circumstances: Circumstances,
  spent: readonly Spent[],
): RejectOutcome {
  const { document, planned } = piece;
  return {
    kind: 'reject',
    reject: {
      id: unmade.id,
      reason: unmade.reason,
      message: unmade.message,
      gate: unmade.gate ?? null,
      line: unmade.line ?? null,
      rephrasing: planned.rephrasing.name,
      source_id: document.id,
      source_file: document.file,
      source_row: document.row,
      chunk: unmade.chunk,
      variables: unmade.variables,
      model: modelOf(piece, unmade.at, circumstances),
      seed: unmade.seed,
      raw: unmade.raw,
      text: unmade.text ?? null,
      input_tokens: unmade.tokens.input,
      output_tokens: unmade.tokens.output,
      finish_reason: unmade.finishReason,
      measures: unmade.measures ?? {},
      created: circumstances.now(),
    },
    spent,
  };
}

/** What a reject says of an answer: the one that failed, or the one that is the rephrasing. */
export type Answered = Pick<Unmade, 'seed' | 'raw' | 'finishReason'>;

/**
 * The reject of a chain that failed.
 * @param at place of the step whose answer failed
 */
export function chainReject(
  piece: Piece,
  chain: Chain,
  at: number,
  failure: Failure & Pick<Unmade, 'measures'>,
  answered: Partial<Answered>,
  circumstances: Circumstances,
  spent: readonly Spent[],
): RejectOutcome {
  const { plan, again = 0 } = circumstances;
  const { strategy } = plan;
  const { attempt, passage, tokens } = chain;
  const request = { step: stepOf(piece, { at }).step.name, attempt, again };
  const unmade: Unmade = {
    ...failure,
    id: chainId(piece, strategy.name, chain),
    chunk: passage.number,
    variables: passage.variables,
    at,
    tokens,
    seed: answered.seed ?? samplingSeed(strategy.seed, identityOf(piece, chain), request),
    raw: answered.raw ?? null,
    finishReason: answered.finishReason ?? null,
  };
  return rejectOf(piece, unmade, circumstances, spent);
}

/** The answer of a chain’s request, to be kept until the record is there. */
export function stepOutcome(
  piece: Piece,
  asked: Chain,
  answer: RephraserAnswer,
  spent: readonly Spent[],
  strategyName: string,
): StepOutcome {
  const { name: step } = stepOf(piece, asked).step;
  const { attempt, passage, item } = asked;
  return {
    kind: 'step',
    step: {
      id: requestId(strategyName, identityOf(piece, asked), { step, attempt }),
      rephrasing: piece.identity.rephrasing,
      step,
      chunk: passage.number,
      item,
      attempt,
      text: answer.text,
      input_tokens: answer.inputTokens,
      output_tokens: answer.outputTokens,
      finish_reason: answer.finishReason,
    },
    spent,
  };
}

/** What one answer cost, as far as the server said. */
export function spentOn(model: string, { inputTokens, outputTokens }: RephraserAnswer): readonly Spent[] {
  if (inputTokens === null && outputTokens === null) return [];
  return [{ model, input_tokens: inputTokens ?? 0, output_tokens: outputTokens ?? 0 }];
}

function modelOf(piece: Piece, at: number, { label }: Circumstances): string {
  return label(piece.planned.steps[at]?.step.model ?? '');
}
