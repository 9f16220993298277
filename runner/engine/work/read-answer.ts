import type { CleanStep } from '#language';
import { clean, type CleanContext, type Cleaned } from '../clean/index.ts';
import { jsonIn } from '../clean/json-in.ts';
import type { Json } from '../document.ts';
import { draw, named } from '../identity.ts';
import { measuresAsMap } from '../measures/index.ts';
import type { Piece } from '../plan.ts';
import type { RephraserAnswer } from '../rephraser.ts';
import { type Chain, identityOf, itemChain, type Result, stepOf, stepped, withTokens } from './chain.ts';
import { itemsOf } from './combinations.ts';
import type { SentRequest } from './ask.ts';
import { instructionsOf } from './render.ts';

/** Why an answer gives no output. */
export interface Failure {
  readonly reason: 'no-output' | 'clean' | 'step' | 'gate' | 'template' | 'request-failed';
  readonly message: string;
  readonly gate?: string;
  readonly line?: number;
  readonly text?: string;
}

/** What follows from an answer: further requests, or the end of the chain, or that it failed. */
export type Read =
  | { readonly kind: 'next'; readonly chain: Chain }
  | { readonly kind: 'items'; readonly chain: Chain; readonly items: readonly Chain[] }
  | { readonly kind: 'end'; readonly chain: Chain }
  | { readonly kind: 'failed'; readonly chain: Chain; readonly failure: Failure };

/**
 * Reads the answer to a chain’s request as its step says: cleans it, reads its JSON, goes through its list.
 *
 * @param sent the request
 */
export function readAnswer(
  piece: Piece,
  asked: Chain,
  sent: Pick<SentRequest, 'prefill' | 'promptHash' | 'seed'>,
  answer: RephraserAnswer,
  seed: number,
): Read {
  const { step } = stepOf(piece, asked);
  const raw = sent.prefill + answer.text;
  const chain: Chain = { ...asked, tokens: withTokens(asked.tokens, answer) };
  const failed = (failure: Failure): Read => ({ kind: 'failed', chain, failure });
  if (answer.text.trim() === '') {
    return failed({
      reason: 'no-output',
      message: `The model answered nothing (finish reason ${answer.finishReason}).`,
    });
  }
  const cleaned = cleanedBy(step.clean, raw, () => cleanContext(piece, asked, seed));
  if (!cleaned.ok) return failed(failureOfCleaning(cleaned, piece));
  const { text } = cleaned;
  if (step.clean.length > 0 && text.trim() === '') return failed({ ...nothingLeft, text });

  const value = step.expect === 'json' ? jsonIn(text) : ({ ok: true, value: text } as const);
  if (!value.ok) return failed({ reason: 'step', message: `${whose(step.name)} is no JSON, and holds none.`, text });
  const result: Result | null =
    asked.at === piece.planned.resultAt
      ? {
          raw,
          text,
          finishReason: answer.finishReason,
          promptHash: sent.promptHash,
          instructions: instructionsOf(piece, asked),
          seed: sent.seed,
        }
      : chain.result;
  const answers = step.name === null ? asked.answers : { ...asked.answers, [step.name]: value.value };
  const known: Chain = { ...chain, answers, result };
  if (asked.at === piece.planned.steps.length - 1) return { kind: 'end', chain: known };
  if (step.fanOut === null) return { kind: 'next', chain: stepped(piece, known) };

  const { as } = step.fanOut;
  if (!Array.isArray(value.value)) {
    const message = `${whose(step.name)} is no list, which \`${as}\` could go through.`;
    return failed({ reason: 'step', message, text });
  }
  const name = (place: string): string => named(`${step.name}:items`, { step: null, attempt: asked.attempt }) + place;
  // What is a list of JSON holds JSON.
  const list = value.value as readonly Json[];
  const items = itemsOf(list, step.fanOut, (place) => draw(seed, identityOf(piece, asked), name(`:${place}`)));
  if (!items.ok)
    return failed({
      reason: 'step',
      message: `${whose(step.name)} gives nothing to go on with: ${items.message}`,
      text,
    });
  return {
    kind: 'items',
    chain: known,
    items: items.items.map((item, place) => itemChain(piece, known, item, place, as)),
  };
}

/** The text as it is where nothing is to be cleaned; the steps’ context is only made where there are some. */
export function cleanedBy(steps: readonly CleanStep[], text: string, context: () => CleanContext): Cleaned {
  return steps.length === 0 ? { ok: true, text } : clean(text, steps, context());
}

export const nothingLeft = { reason: 'no-output', message: 'Cleaning left nothing of the answer.' } as const;

export function failureOfCleaning(cleaned: { readonly step: string; readonly message: string }, piece: Piece): Failure {
  const { line } = piece.planned.rephrasing;
  return { reason: 'clean', message: cleaned.message, gate: cleaned.step, line };
}

/** What cleaning steps need of a chain: draws of its own, and the names that their expressions can see. */
export function cleanContext(piece: Piece, chain: Chain, seed: number): CleanContext {
  const request = { step: stepOf(piece, chain).step.name, attempt: chain.attempt };
  const { variables, text } = chain.passage;
  return {
    draw: (name) => draw(seed, identityOf(piece, chain), named(`clean:${name}`, request)),
    scope: {
      get(name) {
        if (Object.hasOwn(variables, name)) return variables[name];
        if (name === 'source') return measuresAsMap(text, piece.scope.identifyLanguage);
        return name === 'doc' ? piece.document.fields : piece.scope.computed.get(name);
      },
      whyAbsent: (name) => piece.scope.computed.whyAbsent?.(name),
    },
  };
}

function whose(step: string | null): string {
  return step === null ? 'The answer' : `The answer of step ${step}`;
}
