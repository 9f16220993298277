import { requestId } from '../identity.ts';
import type { Piece } from '../plan.ts';
import type { Outcome, Spent, StepAnswer } from '../record.ts';
import type { RephraserAnswer } from '../rephraser.ts';
import { type Ask, askOf, type Ready, type Unready } from './ask.ts';
import {
  type Asked,
  type Chain,
  chainId,
  firstChain,
  identityOf,
  retried,
  stepOf,
  sumTokens,
  type Tokens,
} from './chain.ts';
import type { Circumstances } from './circumstances.ts';
import { comparePlaces } from './combinations.ts';
import { type Completed, completeChain, completeJoined, finishChain, type Judged, type Part } from './finish.ts';
import { type Answered, chainReject, recordOf, rejectOf, spentOn, stepOutcome } from './outcomes.ts';
import { type Passage, passagesOf } from './passages.ts';
import { readAnswer } from './read-answer.ts';
import { renderRequest } from './render.ts';

/** What earlier attempts have of pieces. */
export interface Known {
  /** Ids of records and rejects that are there. */
  readonly finished: ReadonlySet<string>;
  /** Answers on the way to others, by the ids of their requests. */
  readonly steps: ReadonlyMap<string, StepAnswer>;
  /**
   * Whether everything of the document’s rephrasing is there, although the answers on the way to it are not: which items a
   * list had cannot be told any more.
   */
  complete(piece: Piece): boolean;
}

/** What a piece gives or wants at one moment. */
export type WorkEvent =
  | { readonly kind: 'ask'; readonly ask: Ask }
  | {
      readonly kind: 'outcome';
      readonly outcome: Outcome;
      /** What was asked for it, where {@link Circumstances.trail} wants that. */
      readonly trail: readonly Asked[];
      /** What the model said, prefill included; null where it said nothing. */
      readonly raw: string | null;
      /** What the gates saw of an output, before it was assembled; null where none came that far. */
      readonly judged: Judged | null;
    };

/** A piece on its way: which requests are due is known from the answers that are there. */
export interface Work {
  /** What is due at the beginning, made as it is taken. Take it once, to its end. */
  begin(): Iterable<WorkEvent>;
  /** Whether everything is done: begun to its end, and nothing is due any more. */
  readonly ended: boolean;
  /** The passages that the document gave; with none nothing was asked. */
  readonly passages: readonly Passage[];
}

/**
 * Begins, or goes on with, a piece. Passages that know nothing of each other and items of a list are due side by side; what
 * needs an answer is due as soon as it is there. Known answers are taken as if they had just come, so that the same
 * requests follow from them.
 */
export function openWork(piece: Piece, circumstances: Circumstances, known: Known): Work {
  const { plan, again = 0 } = circumstances;
  const { name, seed } = plan.strategy;
  const seeding = { seed, again };
  const { planned } = piece;
  const { rephrasing, joined } = planned;
  const carry = rephrasing.chunk?.carry ?? false;
  const passages = passagesOf(piece, plan.strategy);
  const parts: Part[] = [];
  /** Chains that are not at their end, by passage. */
  const open = new Map<Passage, number>();
  /** Of a joined record: tokens of requests that several of its parts have in common. */
  let shared: Tokens = { input: null, output: null };
  const sharedTrail: Asked[] = [];
  let begun = 0;
  let closed = 0;
  /** Whether a chunk that waited for the one before can begin. */
  let nextIsDue = false;
  let ended = false;

  function* begin(): Generator<WorkEvent> {
    // Without a passage nothing is asked; what is joined already is not asked again.
    if (passages.length === 0 || (joined && known.finished.has(piece.id))) ended = true;
    else if (carry) yield* collected(beginNext);
    else while (begun < passages.length) yield* collected(beginNext);
  }

  /** The events of an action, and of the chunks that could not begin before it. */
  function collected(action: (out: WorkEvent[]) => void): readonly WorkEvent[] {
    const out: WorkEvent[] = [];
    action(out);
    // One behind the other and not one inside of the other: there may be thousands.
    while (nextIsDue) {
      nextIsDue = false;
      beginNext(out);
    }
    return out;
  }

  function beginNext(out: WorkEvent[]): void {
    const passage = passages[begun++];
    if (passage === undefined) return;
    open.set(passage, 1);
    const chain = firstChain(piece, passage, carry ? previousText() : null);
    const lost = planned.lastListAt >= 0 && knownAnswer(chain) === undefined && known.complete(piece);
    if (lost) close(chain, out);
    else proceed(chain, out);
  }

  /** What was made of the chunks so far. */
  function previousText(): string {
    return parts
      .toSorted(compareParts)
      .map(({ text }) => text)
      .join(rephrasing.join ?? '\n\n');
  }

  /** Asks for what the chain has due, where no answer is known. */
  function proceed(chain: Chain, out: WorkEvent[]): void {
    const answer = knownAnswer(chain);
    if (answer !== undefined) {
      const rendered = renderRequest(piece, chain, seeding);
      if (rendered.ok) answered(chain, rendered, answerOf(answer), true, out);
      else unasked(chain, rendered, out);
    } else if (isFinished(chain)) close(chain, out);
    else {
      const ask = askOf(piece, chain, seeding, {
        answered: (rendered, given) => collected((then) => answered(chain, rendered, given, false, then)),
        failed: (rendered, message) => collected((then) => failed(chain, rendered, message, then)),
        unasked: (rendered) => collected((then) => unasked(chain, rendered, then)),
      });
      out.push({ kind: 'ask', ask });
    }
  }

  function knownAnswer(chain: Chain): StepAnswer | undefined {
    if (known.steps.size === 0) return undefined;
    const request = { step: stepOf(piece, chain).step.name, attempt: chain.attempt };
    return known.steps.get(requestId(name, identityOf(piece, chain), request));
  }

  function isFinished(chain: Chain): boolean {
    return known.finished.size > 0 && known.finished.has(chainId(piece, name, chain));
  }

  function failed(chain: Chain, rendered: Ready, message: string, out: WorkEvent[]): void {
    const failure = { reason: 'request-failed', message } as const;
    rejected(withTrail(chain, rendered, null), chain.at, failure, {}, [], out);
  }

  function unasked(chain: Chain, { message }: Unready, out: WorkEvent[]): void {
    rejected(chain, chain.at, { reason: 'template', message }, {}, [], out);
  }

  function answered(asked: Chain, rendered: Ready, answer: RephraserAnswer, replayed: boolean, out: WorkEvent[]): void {
    const told = withTrail(asked, rendered, rendered.prefill + answer.text);
    const spent = replayed ? [] : spentOn(stepOf(piece, asked).step.model, answer);
    const keep = (): void => {
      if (replayed) return;
      out.push({
        kind: 'outcome',
        outcome: stepOutcome(piece, asked, answer, spent, name),
        trail: [],
        raw: null,
        judged: null,
      });
    };
    const read = readAnswer(piece, told, rendered, answer, seed);
    switch (read.kind) {
      case 'next':
        keep();
        return proceed(read.chain, out);
      case 'items':
        keep();
        open.set(asked.passage, (open.get(asked.passage) ?? 0) + read.items.length - 1);
        shared = sumTokens(shared, read.chain.tokens);
        if (joined) sharedTrail.push(...read.chain.trail);
        for (const item of read.items) proceed(item, out);
        return;
      case 'failed': {
        const { chain, failure } = read;
        if (chain.attempt < rephrasing.retries) {
          keep();
          return proceed(retried(chain, { ...asked, trail: chain.trail }), out);
        }
        const { seed: sampled } = rendered.request;
        const said = { seed: sampled, raw: rendered.prefill + answer.text, finishReason: answer.finishReason };
        return rejected(chain, asked.at, failure, said, spent, out);
      }
      case 'end':
        return atEnd(read.chain, keep, spent, out);
    }
  }

  function atEnd(chain: Chain, keep: () => void, spent: readonly Spent[], out: WorkEvent[]): void {
    const finished = finishChain(piece, chain, seed);
    if (!finished.ok) {
      if (chain.attempt < rephrasing.retries && chain.again !== null) {
        keep();
        return proceed(retried(chain, chain.again), out);
      }
      const failure = { ...finished.failure, ...(finished.measures && { measures: finished.measures }) };
      const said = { ...chain.result, ...(finished.judged && { judged: finished.judged }) };
      return rejected(chain, planned.resultAt, failure, said, spent, out);
    }
    // A chunk’s output is needed again where a later chunk, or the joined record, is made after a kill.
    const isKept = joined || carry;
    if (isKept) {
      keep();
      parts.push(finished.part);
    }
    if (!joined && !isFinished(chain)) {
      completed(completeChain(piece, finished.part, name), chain.trail, isKept ? [] : spent, out);
    }
    close(chain, out);
  }

  function completed(result: Completed, trail: readonly Asked[], spent: readonly Spent[], out: WorkEvent[]): void {
    const { made, judged } = result;
    const outcome = result.ok
      ? recordOf(piece, made, circumstances, spent)
      : rejectOf(piece, { ...made, ...result.failure, at: planned.resultAt }, circumstances, spent);
    out.push({ kind: 'outcome', outcome, trail, raw: made.raw, judged });
  }

  function rejected(
    chain: Chain,
    at: number,
    failure: Parameters<typeof chainReject>[3],
    said: Partial<Answered> & { readonly judged?: Judged },
    spent: readonly Spent[],
    out: WorkEvent[],
  ): void {
    if (!isFinished(chain)) {
      const outcome = chainReject(piece, chain, at, failure, said, circumstances, spent);
      out.push({ kind: 'outcome', outcome, trail: chain.trail, raw: said.raw ?? null, judged: said.judged ?? null });
    }
    close(chain, out);
  }

  /** The chain is at its end. */
  function close({ passage }: Chain, out: WorkEvent[]): void {
    const left = (open.get(passage) ?? 0) - 1;
    open.set(passage, left);
    if (left > 0) return;
    open.delete(passage);
    closed++;
    if (closed === passages.length) complete(out);
    else if (carry) nextIsDue = true;
  }

  function complete(out: WorkEvent[]): void {
    if (joined && parts.length > 0) {
      const ordered = parts.toSorted(compareParts);
      const trail = [...sharedTrail, ...ordered.flatMap((part) => part.chain.trail)];
      completed(completeJoined(piece, ordered, shared), trail, [], out);
    }
    ended = true;
  }

  function withTrail(chain: Chain, rendered: Ready, raw: string | null): Chain {
    if (circumstances.trail !== true) return chain;
    const { messages } = rendered.request;
    const step = stepOf(piece, chain).step.name;
    const asked: Asked = { step, chunk: chain.passage.number, item: chain.item, messages, raw };
    return { ...chain, trail: [...chain.trail, asked] };
  }

  return {
    begin,
    get ended() {
      return ended;
    },
    passages,
  };
}

function compareParts({ chain: left }: Part, { chain: right }: Part): number {
  return (left.passage.number ?? 0) - (right.passage.number ?? 0) || comparePlaces(left.item, right.item);
}

function answerOf({ text, finish_reason, input_tokens, output_tokens }: StepAnswer): RephraserAnswer {
  return { text, finishReason: finish_reason, inputTokens: input_tokens, outputTokens: output_tokens };
}
