import type { LineIndex } from '../line-index.ts';
import type { Chunk, Window } from '../strategy.ts';
import type { MapNode } from '../syntax/tree.ts';
import { gatesOf } from './expressions.ts';
import { booleanOf, numberOf, textOf, wordOf } from './read.ts';

/** The part of a document that is taken; null where the map says none. */
export function resolveWindow(map: MapNode | undefined): Window | null {
  const half = wordOf(map, 'take', ['first_half', 'second_half']);
  if (half !== undefined) return { take: half, of: wordOf(map, 'of', ['document', 'paragraph']) ?? 'document' };
  const take = wordOf(map, 'take', ['first', 'last', 'random']);
  if (take === undefined) return null;
  for (const unit of ['chars', 'words', 'tokens'] as const) {
    const length = numberOf(map, unit);
    if (length !== undefined) return { take, unit, length };
  }
  return null;
}

/** How a text is cut; null where the map does not say how large a chunk is. */
export function resolveChunk(map: MapNode | undefined, lines: LineIndex): Chunk | null {
  const tokens = numberOf(map, 'tokens');
  if (tokens === undefined) return null;
  return {
    by: wordOf(map, 'by', ['line', 'sentence', 'paragraph']) ?? 'sentence',
    tokens,
    promptCounts: booleanOf(map, 'prompt_counts') ?? false,
    oversize: wordOf(map, 'oversize', ['split', 'drop', 'truncate']) ?? 'split',
    minTokens: numberOf(map, 'min_tokens') ?? 0,
    carry: textOf(map, 'carry') === 'previous',
    keep: gatesOf(map, lines),
  };
}
