/** Weights that a strategy can name in one word, as far as people need to know. The runner knows where they are fetched. */
export interface KnownWeights {
  /** What `gguf:` says. */
  readonly name: string;
  readonly parameters: string;
  /** Size of the file, rounded where only the hub knows it exactly. */
  readonly sizeBytes: number;
  readonly license: string;
  /** One sentence: what it is good for, and what it is not. */
  readonly goodFor: string;
}

/** Smallest first. The 135M model is there to try things out, and is no rephraser. */
export const knownWeights = [
  {
    name: 'smollm2-135m',
    parameters: '135M',
    sizeBytes: 98_362_432,
    license: 'Apache-2.0',
    goodFor: 'A toy to see the machinery work: fluent, and mostly wrong on facts.',
  },
  {
    name: 'qwen2.5-1.5b',
    parameters: '1.5B',
    sizeBytes: 1_120_000_000,
    license: 'Apache-2.0',
    goodFor: 'The smallest recommended rephraser; slow without a graphics processor.',
  },
  {
    name: 'smollm2-1.7b',
    parameters: '1.7B',
    sizeBytes: 1_060_000_000,
    license: 'Apache-2.0',
    goodFor: 'A small rephraser for English; slow without a graphics processor.',
  },
  {
    name: 'smollm3-3b',
    parameters: '3B',
    sizeBytes: 1_920_000_000,
    license: 'Apache-2.0',
    goodFor: 'A recommended rephraser for previews; a corpus wants a server (base_url).',
  },
  {
    name: 'qwen2.5-3b',
    parameters: '3B',
    sizeBytes: 2_100_000_000,
    license: 'Qwen Research',
    goodFor: 'A recommended rephraser for research; its licence forbids commercial use.',
  },
] as const satisfies readonly KnownWeights[];

export type KnownWeightsName = (typeof knownWeights)[number]['name'];

/** A size as people read it: `98 MB`, `1.9 GB`. */
export function sizeInWords(sizeBytes: number): string {
  const megabytes = sizeBytes / 1e6;
  return megabytes < 1000 ? `${megabytes.toFixed(0)} MB` : `${(megabytes / 1000).toFixed(1)} GB`;
}
