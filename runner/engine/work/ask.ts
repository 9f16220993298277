import type { Json } from '../document.ts';
import type { Piece } from '../plan.ts';
import type { RephraserAnswer, RephraserRequest } from '../rephraser.ts';
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

/** What follows when a request is at its end. */
export interface Then {
  answered(rendered: Ready, answer: RephraserAnswer): readonly WorkEvent[];
  failed(rendered: Ready, message: string): readonly WorkEvent[];
  unasked(rendered: Unready): readonly WorkEvent[];
}

export function askOf(piece: Piece, chain: Chain, seeding: Seeding, then: Then): Ask {
  // Rendered when it is sent, so that requests that wait hold no prompts.
  let rendered: Rendered | null = null;
  const ready = (): Ready => {
    rendered ??= renderRequest(piece, chain, seeding);
    if (!rendered.ok) throw new TypeError('What cannot be rendered was not asked.');
    return rendered;
  };
  const { model, name: step } = stepOf(piece, chain).step;
  return {
    model,
    step,
    variables: chain.passage.variables,
    chunk: chain.passage.number,
    item: chain.item,
    request() {
      rendered = renderRequest(piece, chain, seeding);
      return rendered.ok ? rendered.request : null;
    },
    answered: (answer) => then.answered(ready(), answer),
    failed: (message) => then.failed(ready(), message),
    unasked() {
      const failed = rendered ?? renderRequest(piece, chain, seeding);
      return failed.ok ? [] : then.unasked(failed);
    },
  };
}
