import type { Strategy } from '#language';
import { requestId } from '../identity.ts';
import type { Piece } from '../plan.ts';
import type { Spent, StepAnswer } from '../record.ts';
import type { RephraserAnswer } from '../rephraser.ts';
import { askOf, type SentRequest, sentOf, type Then, type Unready } from './ask.ts';
import {
  type Asked,
  type Chain,
  chainId,
  firstChain,
  identityOf,
  noTokens,
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
import { renderRequest, type Seeding } from './render.ts';

import type { Known, Work, WorkEvent } from './work.ts';

/** One object for everything, and no function of its own for each part: as many are under way as requests are. */
export class OngoingWork implements Work, Then {
  readonly passages: readonly Passage[];
  readonly #piece: Piece;
  readonly #circumstances: Circumstances;
  readonly #known: Known;
  readonly #carry: boolean;
  #parts: Part[] = [];
  /** Chains that are not at their end, by passage. */
  readonly #open = new Map<Passage, number>();
  /** Of a joined record: tokens of requests that several of its parts have in common. */
  #shared: Tokens = noTokens;
  #sharedTrail: Asked[] = [];
  #begun = 0;
  #closed = 0;
  /** Whether a chunk that waited for the one before can begin. */
  #nextIsDue = false;
  #ended = false;

  constructor(piece: Piece, circumstances: Circumstances, known: Known) {
    this.#piece = piece;
    this.#circumstances = circumstances;
    this.#known = known;
    this.#carry = piece.planned.rephrasing.chunk?.carry ?? false;
    this.passages = passagesOf(piece, circumstances.plan.strategy);
  }

  get ended(): boolean {
    return this.#ended;
  }

  *begin(): Generator<WorkEvent> {
    const { passages } = this;
    const isJoined = this.#joined && this.#known.finished.has(this.#piece.id);
    // Without a passage nothing is asked; what is joined already is not asked again.
    if (passages.length === 0 || isJoined) this.#ended = true;
    else if (this.#carry) yield* this.#collected((out) => this.#beginNext(out));
    else while (this.#begun < passages.length) yield* this.#collected((out) => this.#beginNext(out));
  }

  answered(chain: Chain, sent: SentRequest, answer: RephraserAnswer): readonly WorkEvent[] {
    return this.#collected((out) => this.#answered(chain, sent, answer, false, out));
  }

  failed(chain: Chain, sent: SentRequest, message: string): readonly WorkEvent[] {
    const failure = { reason: 'request-failed', message } as const;
    return this.#collected((out) => this.#rejected(this.#withTrail(chain, sent, null), chain.at, failure, {}, [], out));
  }

  unasked(chain: Chain, unready: Unready): readonly WorkEvent[] {
    return this.#collected((out) => this.#unasked(chain, unready, out));
  }

  get #joined(): boolean {
    return this.#piece.planned.joined;
  }

  get #strategy(): Strategy {
    return this.#circumstances.plan.strategy;
  }

  get #seeding(): Seeding {
    return { seed: this.#strategy.seed, again: this.#circumstances.again ?? 0 };
  }

  /** The events of an action, and of the chunks that could not begin before it. */
  #collected(action: (out: WorkEvent[]) => void): readonly WorkEvent[] {
    const out: WorkEvent[] = [];
    action(out);
    // One behind the other and not one inside of the other: there may be thousands.
    while (this.#nextIsDue) {
      this.#nextIsDue = false;
      this.#beginNext(out);
    }
    return out;
  }

  #beginNext(out: WorkEvent[]): void {
    const piece = this.#piece;
    const passage = this.passages[this.#begun++];
    if (passage === undefined) return;
    this.#open.set(passage, 1);
    const chain = firstChain(piece, passage, this.#carry ? this.#previousText() : null);
    const isLost =
      piece.planned.lastListAt >= 0 && this.#knownAnswer(chain) === undefined && this.#known.complete(piece);
    if (isLost) this.#close(chain, out);
    else this.#proceed(chain, out);
  }

  /** What was made of the chunks so far. */
  #previousText(): string {
    return this.#parts
      .toSorted(compareParts)
      .map(({ text }) => text)
      .join(this.#piece.planned.rephrasing.join ?? '\n\n');
  }

  /** Asks for what the chain has due, where no answer is known. */
  #proceed(chain: Chain, out: WorkEvent[]): void {
    const trail = this.#circumstances.trail === true;
    const answer = this.#knownAnswer(chain);
    if (answer !== undefined) {
      const rendered = renderRequest(this.#piece, chain, this.#seeding);
      if (rendered.ok) this.#answered(chain, sentOf(rendered, trail), answerOf(answer), true, out);
      else this.#unasked(chain, rendered, out);
    } else if (this.#isFinished(chain)) this.#close(chain, out);
    else out.push({ kind: 'ask', ask: askOf(this.#piece, chain, this.#seeding, trail, this) });
  }

  #knownAnswer(chain: Chain): StepAnswer | undefined {
    const { steps } = this.#known;
    if (steps.size === 0) return undefined;
    const request = { step: stepOf(this.#piece, chain).step.name, attempt: chain.attempt };
    return steps.get(requestId(this.#strategy.name, identityOf(this.#piece, chain), request));
  }

  #isFinished(chain: Chain): boolean {
    const { finished } = this.#known;
    return finished.size > 0 && finished.has(chainId(this.#piece, this.#strategy.name, chain));
  }

  #unasked(chain: Chain, { message }: Unready, out: WorkEvent[]): void {
    this.#rejected(chain, chain.at, { reason: 'template', message }, {}, [], out);
  }

  #answered(asked: Chain, sent: SentRequest, answer: RephraserAnswer, replayed: boolean, out: WorkEvent[]): void {
    const piece = this.#piece;
    const { retries } = piece.planned.rephrasing;
    const raw = sent.prefill + answer.text;
    const told = this.#withTrail(asked, sent, raw);
    const spent = replayed ? [] : spentOn(stepOf(piece, asked).step.model, answer);
    const keep = (): void => {
      if (replayed) return;
      const outcome = stepOutcome(piece, asked, answer, spent, this.#strategy.name);
      out.push({ kind: 'outcome', outcome, trail: [], raw: null, judged: null });
    };
    const read = readAnswer(piece, told, sent, answer, this.#strategy.seed);
    switch (read.kind) {
      case 'next':
        keep();
        return this.#proceed(read.chain, out);
      case 'items':
        keep();
        this.#open.set(asked.passage, (this.#open.get(asked.passage) ?? 0) + read.items.length - 1);
        this.#shared = sumTokens(this.#shared, read.chain.tokens);
        if (this.#joined) this.#sharedTrail.push(...read.chain.trail);
        for (const item of read.items) this.#proceed(item, out);
        return;
      case 'failed': {
        const { chain, failure } = read;
        if (chain.attempt < retries) {
          keep();
          return this.#proceed(retried(chain, { ...asked, trail: chain.trail }), out);
        }
        const said = { seed: sent.seed, raw, finishReason: answer.finishReason };
        return this.#rejected(chain, asked.at, failure, said, spent, out);
      }
      case 'end':
        return this.#atEnd(read.chain, keep, spent, out);
    }
  }

  #atEnd(chain: Chain, keep: () => void, spent: readonly Spent[], out: WorkEvent[]): void {
    const piece = this.#piece;
    const { planned } = piece;
    const finished = finishChain(piece, chain, this.#strategy.seed);
    if (!finished.ok) {
      if (chain.attempt < planned.rephrasing.retries && chain.again !== null) {
        keep();
        return this.#proceed(retried(chain, chain.again), out);
      }
      const failure = { ...finished.failure, ...(finished.measures && { measures: finished.measures }) };
      const said = { ...chain.result, ...(finished.judged && { judged: finished.judged }) };
      return this.#rejected(chain, planned.resultAt, failure, said, spent, out);
    }
    // A chunk’s output is needed again where a later chunk, or the joined record, is made after a kill.
    const isKept = this.#joined || this.#carry;
    if (isKept) {
      keep();
      this.#parts.push(finished.part);
    }
    if (!this.#joined && !this.#isFinished(chain)) {
      const completed = completeChain(piece, finished.part, this.#strategy.name);
      this.#completed(completed, chain.trail, isKept ? [] : spent, out);
    }
    this.#close(chain, out);
  }

  #completed(result: Completed, trail: readonly Asked[], spent: readonly Spent[], out: WorkEvent[]): void {
    const { made, judged } = result;
    const piece = this.#piece;
    const circumstances = this.#circumstances;
    const outcome = result.ok
      ? recordOf(piece, made, circumstances, spent)
      : rejectOf(piece, { ...made, ...result.failure, at: piece.planned.resultAt }, circumstances, spent);
    out.push({ kind: 'outcome', outcome, trail, raw: made.raw, judged });
  }

  #rejected(
    chain: Chain,
    at: number,
    failure: Parameters<typeof chainReject>[3],
    said: Partial<Answered> & { readonly judged?: Judged },
    spent: readonly Spent[],
    out: WorkEvent[],
  ): void {
    if (!this.#isFinished(chain)) {
      const outcome = chainReject(this.#piece, chain, at, failure, said, this.#circumstances, spent);
      out.push({ kind: 'outcome', outcome, trail: chain.trail, raw: said.raw ?? null, judged: said.judged ?? null });
    }
    this.#close(chain, out);
  }

  /** The chain is at its end. */
  #close({ passage }: Chain, out: WorkEvent[]): void {
    const left = (this.#open.get(passage) ?? 0) - 1;
    this.#open.set(passage, left);
    if (left > 0) return;
    this.#open.delete(passage);
    this.#closed++;
    if (this.#closed === this.passages.length) this.#complete(out);
    else if (this.#carry) this.#nextIsDue = true;
  }

  #complete(out: WorkEvent[]): void {
    if (this.#joined && this.#parts.length > 0) {
      const ordered = this.#parts.toSorted(compareParts);
      const trail = [...this.#sharedTrail, ...ordered.flatMap((part) => part.chain.trail)];
      this.#completed(completeJoined(this.#piece, ordered, this.#shared), trail, [], out);
    }
    this.#ended = true;
  }

  #withTrail(chain: Chain, { messages }: SentRequest, raw: string | null): Chain {
    if (this.#circumstances.trail !== true) return chain;
    const step = stepOf(this.#piece, chain).step.name;
    const asked: Asked = { step, chunk: chain.passage.number, item: chain.item, messages, raw };
    return { ...chain, trail: [...chain.trail, asked] };
  }
}

function compareParts({ chain: left }: Part, { chain: right }: Part): number {
  return (left.passage.number ?? 0) - (right.passage.number ?? 0) || comparePlaces(left.item, right.item);
}

function answerOf({ text, finish_reason, input_tokens, output_tokens }: StepAnswer): RephraserAnswer {
  return { text, finishReason: finish_reason, inputTokens: input_tokens, outputTokens: output_tokens };
}
