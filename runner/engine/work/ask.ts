import type { Json } from '../document.ts';
import type { Piece } from '../plan.ts';
import type { Message, RephraserAnswer, RephraserRequest } from '../rephraser.ts';
import { type Chain, stepOf } from './chain.ts';
import { type Rendered, renderRequest, type Seeding } from './render.ts';
import type { WorkEvent } from './work.ts';

/** A request that is due. Exactly one of `answered`, `failed` and `unasked` is called, once. */
export interface Ask {
  /** Name of the model in the strategy. */
  readonly model: string;
  /** Null where the rephrasing has no `steps`. */
  readonly step: string | null;
  readonly variables: Readonly<Record<string, Json>>;
  readonly chunk: number | null;
  readonly item: readonly number[];
  /** Renders the request; null where a template fails on this document, so that nothing can be asked. */
  request(): RephraserRequest | null;
  /** The answer is there: what follows from it. */
  answered(answer: RephraserAnswer): readonly WorkEvent[];
  /** The request failed for good, for the reason that the message gives. */
  failed(message: string): readonly WorkEvent[];
  /** Nothing could be asked, since `request` gave null. */
  unasked(): readonly WorkEvent[];
}

/** A request that was rendered, and one that could not be. */
export type Ready = Extract<Rendered, { readonly ok: true }>;
export type Unready = Extract<Rendered, { readonly ok: false }>;

/** What is kept of a request until its answer comes. */
export interface SentRequest {
  readonly prefill: string;
  readonly promptHash: string;
  readonly seed: number;
  /** Empty where nobody wants to look at them. */
  readonly messages: readonly Message[];
}

/** What follows when a request of a chain is at its end. */
export interface Then {
  answered(chain: Chain, sent: SentRequest, answer: RephraserAnswer): readonly WorkEvent[];
  failed(chain: Chain, sent: SentRequest, message: string): readonly WorkEvent[];
  unasked(chain: Chain, unready: Unready): readonly WorkEvent[];
}

/** @param trail whether the messages are handed on, for people to look at */
export function askOf(piece: Piece, chain: Chain, seeding: Seeding, trail: boolean, then: Then): Ask {
  return new DueRequest(piece, chain, seeding, trail, then);
}

/** Rendered when it is sent, so that requests that wait hold no prompts; and one that is on its way needs its own no longer. */
class DueRequest implements Ask {
  readonly #piece: Piece;
  readonly #chain: Chain;
  readonly #seeding: Seeding;
  readonly #trail: boolean;
  readonly #then: Then;
  #sent: SentRequest | null = null;
  #unready: Unready | null = null;

  constructor(piece: Piece, chain: Chain, seeding: Seeding, trail: boolean, then: Then) {
    this.#piece = piece;
    this.#chain = chain;
    this.#seeding = seeding;
    this.#trail = trail;
    this.#then = then;
  }

  get model(): string {
    return stepOf(this.#piece, this.#chain).step.model;
  }

  get step(): string | null {
    return stepOf(this.#piece, this.#chain).step.name;
  }

  get variables(): Readonly<Record<string, Json>> {
    return this.#chain.passage.variables;
  }

  get chunk(): number | null {
    return this.#chain.passage.number;
  }

  get item(): readonly number[] {
    return this.#chain.item;
  }

  request(): RephraserRequest | null {
    const rendered = renderRequest(this.#piece, this.#chain, this.#seeding);
    if (!rendered.ok) {
      this.#unready = rendered;
      return null;
    }
    this.#sent = sentOf(rendered, this.#trail);
    return rendered.request;
  }

  answered(answer: RephraserAnswer): readonly WorkEvent[] {
    return this.#then.answered(this.#chain, this.#whatWasSent(), answer);
  }

  failed(message: string): readonly WorkEvent[] {
    return this.#then.failed(this.#chain, this.#whatWasSent(), message);
  }

  unasked(): readonly WorkEvent[] {
    if (this.#unready === null) this.request();
    return this.#unready === null ? [] : this.#then.unasked(this.#chain, this.#unready);
  }

  #whatWasSent(): SentRequest {
    if (this.#sent === null) this.request();
    if (this.#sent === null) throw new TypeError('What cannot be rendered was not asked.');
    return this.#sent;
  }
}

export function sentOf({ request, prefill, promptHash }: Ready, trail: boolean): SentRequest {
  return { prefill, promptHash, seed: request.seed, messages: trail ? request.messages : [] };
}
