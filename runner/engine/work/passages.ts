import { countTokens, type Strategy } from '#language';
import type { Json } from '../document.ts';
import { draw } from '../identity.ts';
import { chunksOf } from '../passages/chunk.ts';
import type { TextSpan } from '../passages/spans.ts';
import { stretchesWithin, textOf } from '../passages/stretches.ts';
import { windowOf } from '../passages/window.ts';
import { drawVariables, type Piece } from '../plan.ts';
import { emptyScope, type Seen } from '../scope.ts';

/** What of a document one chain of requests is about: all of it, its window, or a chunk of that. */
export interface Passage {
  /** Number of the chunk; null where nothing was cut. */
  readonly number: number | null;
  readonly text: string;
  /** What chunks were cut from; null where nothing was cut. */
  readonly document: string | null;
  /** Where the text, and what it was cut from, stand in the whole document. */
  readonly places: { readonly text: readonly TextSpan[]; readonly document: readonly TextSpan[] };
  readonly variables: Readonly<Record<string, Json>>;
}

/** The passages of a piece in their order; none where the document is too short to have one. */
export function passagesOf(piece: Piece, strategy: Strategy): readonly Passage[] {
  const { planned, document, identity, variables } = piece;
  const { window, chunk } = planned.rephrasing;
  const stretches =
    window === null
      ? [{ start: 0, end: document.text.length }]
      : windowOf(document.text, window, draw(strategy.seed, identity, 'window'));
  if (stretches.length === 0) return [];
  const text = textOf(document.text, stretches);
  if (chunk === null)
    return [{ number: null, text, document: null, places: { text: stretches, document: stretches }, variables }];
  const tokens = chunk.promptCounts ? Math.max(1, chunk.tokens - promptTokens(piece)) : chunk.tokens;
  // What belongs together is of one audience, one tone: only chunks that stay apart are drawn for one by one.
  const together = planned.joined || chunk.carry;
  return chunksOf(text, chunk, tokens).map((span, number) => ({
    number,
    text: text.slice(span.start, span.end),
    document: text,
    places: { text: stretchesWithin(stretches, span), document: stretches },
    variables: together ? variables : drawVariables(strategy, planned, { ...identity, chunk: number }),
  }));
}

/** What a request about a passage can see; of a joined record, `text` is all that was cut. */
export function seenOf(
  piece: Piece,
  passage: Omit<Passage, 'places'>,
  previous: string | null,
  answers: Seen['answers'],
): Seen {
  const { text, document, variables } = passage;
  return {
    scope: piece.scope,
    whole: piece.document.text,
    texts: { text, document, previous },
    variables,
    answers,
  };
}

/** Estimated tokens of the first request’s prompt without any text; 0 where it cannot be rendered so. */
function promptTokens(piece: Piece): number {
  const [first] = piece.planned.steps;
  const { variables } = piece;
  const scope = emptyScope(seenOf(piece, { number: 0, text: '', document: '', variables }, '', {}));
  const rendered = [first?.system, first?.prompt, first?.prefill].map((template) => template?.(scope));
  return countTokens(rendered.map((part) => (part?.ok ? part.text : '')).join('\n'));
}
