import { mapOf, numberOf, pairOf, scalarOf, textOf } from '../resolve/read.ts';
import type { Span } from '../span.ts';
import type { MapNode, ScalarNode } from '../syntax/tree.ts';
import type { Longest } from './context-overflow.ts';

/** What part of a document comes into a request. Spans count as those of the rephrasing do. */
export interface Passages {
  readonly window: WindowLength | 'half' | undefined;
  readonly chunk: ChunkLength | undefined;
}

interface WindowLength {
  readonly unit: 'chars' | 'words' | 'tokens';
  readonly length: number;
  readonly span: Span;
}

interface ChunkLength {
  readonly tokens: number;
  readonly span: Span;
  readonly promptCounts: boolean;
  readonly minTokens: number;
}

/** The window and the chunks of a rephrasing, as far as they are written and can be read. */
export function passagesOf(rephrasing: MapNode): Passages {
  return { window: windowOf(mapOf(rephrasing, 'window')), chunk: chunkOf(mapOf(rephrasing, 'chunk')) };
}

function windowOf(map: MapNode | undefined): Passages['window'] {
  const take = textOf(map, 'take');
  if (take === 'first_half' || take === 'second_half') return 'half';
  for (const unit of ['chars', 'words', 'tokens'] as const) {
    const node = numberNode(map, unit);
    if (node !== undefined) return { unit, length: node.value, span: node.span };
  }
  return undefined;
}

function chunkOf(map: MapNode | undefined): ChunkLength | undefined {
  const node = numberNode(map, 'tokens');
  if (node === undefined) return undefined;
  return {
    tokens: node.value,
    span: node.span,
    promptCounts: scalarOf(map, 'prompt_counts')?.value === true,
    minTokens: numberOf(map, 'min_tokens') ?? 0,
  };
}

function numberNode(
  map: MapNode | undefined,
  key: string,
): (Pick<ScalarNode, 'span'> & { readonly value: number }) | undefined {
  const node = pairOf(map, key)?.value;
  return node?.kind === 'scalar' && typeof node.value === 'number' ? { span: node.span, value: node.value } : undefined;
}

/**
 * Tokens of a long document by each measure that can bound it, on the low side for English: 4 tokens for 3 words are
 * usual, and 4 characters for a token.
 */
export const tokensPer = { tokens: 1, words: 1.2, chars: 0.2 } as const;

/** The longest text that `document` can be, and the longest that `text` can be; undefined where nothing bounds them. */
export function longestTexts(
  { window, chunk }: Passages,
  longest: Longest | undefined,
): { readonly document: Longest | undefined; readonly text: Longest | undefined } {
  const document = windowed(window, longest);
  if (chunk === undefined || (document !== undefined && document.tokens <= chunk.tokens)) {
    return { document, text: document };
  }
  return { document, text: { shown: `a chunk of ${chunk.tokens} tokens`, tokens: chunk.tokens } };
}

function windowed(window: Passages['window'], longest: Longest | undefined): Longest | undefined {
  if (window === undefined) return longest;
  if (window === 'half') return longest && { shown: `half of ${longest.shown}`, tokens: longest.tokens / 2 };
  const tokens = window.length * tokensPer[window.unit];
  if (longest !== undefined && longest.tokens <= tokens) return longest;
  return { shown: `a window of ${window.length} ${window.unit}`, tokens };
}
