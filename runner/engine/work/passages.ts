import { countTokens, type Strategy } from '#language';
import type { Json } from '../document.ts';
import { draw } from '../identity.ts';
import { chunksOf } from '../passages/chunk.ts';
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
  readonly variables: Readonly<Record<string, Json>>;
}

/** The passages of a piece in their order; none where the document is too short to have one. */
export function passagesOf(piece: Piece, strategy: Strategy): readonly Passage[] {
  const { planned, document, identity, variables } = piece;
  const { window, chunk } = planned.rephrasing;
  const text =
    window === null ? document.text : windowOf(document.text, window, draw(strategy.seed, identity, 'window'));
  if (window !== null && text === '') return [];
  if (chunk === null) return [{ number: null, text, document: null, variables }];
  const tokens = chunk.promptCounts ? Math.max(1, chunk.tokens - promptTokens(piece)) : chunk.tokens;
  // What belongs together is of one audience, one tone: only chunks that stay apart are drawn for one by one.
  const together = planned.joined || chunk.carry;
  return chunksOf(text, chunk, tokens).map(({ start, end }, number) => ({
    number,
    text: text.slice(start, end),
    document: text,
    variables: together ? variables : drawVariables(strategy, planned, { ...identity, chunk: number }),
  }));
}

/** What a request about a passage can see; of a joined record, `text` is all that was cut. */
export function seenOf(piece: Piece, passage: Passage, previous: string | null, answers: Seen['answers']): Seen {
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
