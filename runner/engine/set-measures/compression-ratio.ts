import type { TextSet } from './text-set.ts';

/** Packs bytes as gzip does. */
export type Gzip = (bytes: Uint8Array) => Uint8Array;

/** Longer samples pack better, so that all are cut to this many UTF-16 units. */
const mostCharacters = 1_000_000;

/**
 * The bytes of all texts, one behind the other with line breaks between, over their bytes as gzip packs them: the
 * compression ratio of Shaib et al. 2024 (arXiv 2403.00553). 0 where there is no text.
 */
export function compressionRatio({ texts }: TextSet, gzip: Gzip): number {
  const parts: string[] = [];
  let characters = 0;
  for (const { text } of texts) {
    if (characters >= mostCharacters) break;
    parts.push(text);
    characters += text.length + 1;
  }
  const bytes = new TextEncoder().encode(parts.join('\n').slice(0, mostCharacters));
  return bytes.length === 0 ? 0 : bytes.length / gzip(bytes).length;
}
