import { canonicalJson, essence, type Plan, shortHash } from '#engine';
import type { Source } from '../inputs/sources.ts';
import { type Difference, StoreError } from '../store-error.ts';
import { differencesOf } from './differences.ts';

/** What a run is asked to be. */
export interface RunPlan {
  readonly strategy: Plan['strategy'];
  /** {@link Plan.hash} */
  readonly strategyHash: string;
  readonly sources: readonly Source[];
  /** Natural documents of the mixture, where they are not the seeds; and what is looked for in the output. */
  readonly natural?: readonly Source[];
  readonly benchmarks?: readonly Source[];
  /** Wordmill's own version. */
  readonly version: string;
}

/** `run.json`: what a run is. Written once and never changed. */
export interface RunManifest {
  /** Version of the folder's layout. */
  readonly format: 1;
  /** Hash of all that decides what the records are and how they are cut into slices. */
  readonly run: string;
  /** The resolved strategy. */
  readonly strategy: Plan['strategy'];
  readonly strategy_hash: string;
  readonly inputs: readonly InputManifest[];
  /** What the last step reads besides; absent where it reads nothing. */
  readonly natural?: readonly InputManifest[];
  readonly benchmarks?: readonly InputManifest[];
  readonly versions: { readonly wordmill: string; readonly node: string };
  /** ISO 8601, UTC. */
  readonly created: string;
}

export interface InputManifest {
  readonly name: string;
  readonly kind: string;
  readonly files: number;
  readonly size_bytes: number;
  /** Hash of the names and sizes of all its files. */
  readonly listing: string;
}

export function manifestOf(plan: RunPlan, created: string): RunManifest {
  const { strategy, strategyHash, version, natural = [], benchmarks = [] } = plan;
  const inputs = {
    inputs: plan.sources.map(inputOf),
    ...(natural.length > 0 && { natural: natural.map(inputOf) }),
    ...(benchmarks.length > 0 && { benchmarks: benchmarks.map(inputOf) }),
  };
  return {
    format: 1,
    run: shortHash(canonicalJson(decisive({ strategy, ...inputs }))),
    strategy,
    strategy_hash: strategyHash,
    ...inputs,
    versions: { wordmill: version, node: process.version },
    created,
  };
}

/** The manifest in a run.json; undefined where the file is no whole manifest. @throws StoreError for a newer layout. */
export function parseManifest(text: string): RunManifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Cut off or overwritten; who asks decides what that means.
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('format' in value) || !('run' in value)) return undefined;
  if (value.format !== 1) {
    throw new StoreError(
      'damaged',
      `run.json has the format ${JSON.stringify(value.format)}, which a newer Wordmill wrote.`,
    );
  }
  if (!('strategy' in value) || !('inputs' in value)) return undefined;
  // The file is written whole or not at all, by this program, in this format.
  return value as RunManifest;
}

/** Why the folder cannot be gone on with, or nothing where both are the same run. */
export function changesBetween(old: RunManifest, now: RunManifest): readonly Difference[] {
  if (old.run === now.run) return [];
  const found = differencesOf(decisive(old), decisive(now));
  return found.length > 0 ? found : [{ path: 'run', old: old.run, new: now.run }];
}

/** All on which records and slices depend, and nothing else. */
function decisive(manifest: Pick<RunManifest, 'strategy' | 'inputs' | 'natural' | 'benchmarks'>): unknown {
  const { strategy, inputs, natural, benchmarks } = manifest;
  const { as, compression, rows, rejects } = strategy.output;
  const limit = strategy.seeds.limit;
  // All parts have one ending. How the pages of Parquet are packed is nobody's concern, nor is it that of older folders.
  const packed = as === 'jsonl' && (compression === 'gzip' || compression === 'zstd') ? { compression } : {};
  return { strategy: essence(strategy), limit, output: { as, ...packed, rows, rejects }, inputs, natural, benchmarks };
}

function inputOf({ name, kind, files, sizeBytes }: Source): InputManifest {
  const listing = shortHash(files.map((file) => `${file.name}\t${file.sizeBytes}\n`).join(''));
  return { name, kind, files: files.length, size_bytes: sizeBytes, listing };
}
