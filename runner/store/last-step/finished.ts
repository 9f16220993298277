import { join } from 'node:path';
import { canonicalJson, shortHash } from '#engine';
import type { FileSystem } from '../file-system.ts';
import type { Layout } from '../run/layout.ts';
import type { CommittedSlice, Part } from '../run/ledger.ts';

/** What the last step has made of the training mixture. Snake case, since these are keys of files that people read. */
export interface Mixture {
  readonly natural_records: number;
  /** Estimated as the measure `tokens` is, like all tokens here. */
  readonly natural_tokens: number;
  /** Natural tokens over those of the mixture, 0 to 1; 0 where there are none. */
  readonly natural_share: number;
  /** How often the natural documents were taken. */
  readonly epochs: number;
  /** Tokens of the mixture by style; rephrasings without a style are under the empty name. */
  readonly tokens_by_style: Readonly<Record<string, number>>;
  /** What people should know of it, such as what is short: one sentence each. */
  readonly notes: readonly string[];
}

/** `finished.json`: a run whose last step is done. */
export interface FinishedRun extends Mixture {
  readonly format: 1;
  readonly run: string;
  /** Hash of the slices that it was done with. */
  readonly slices: string;
  /** The parts of `natural/`. */
  readonly natural: readonly Part[];
}

export const noMixture: Mixture = {
  natural_records: 0,
  natural_tokens: 0,
  natural_share: 0,
  epochs: 0,
  tokens_by_style: {},
  notes: [],
};

/** Tells whether slices are still those with which the last step was done. */
export function hashOfSlices(slices: Iterable<CommittedSlice>): string {
  const sorted = [...slices].toSorted((left, right) => (left.slice < right.slice ? -1 : 1));
  return shortHash(
    canonicalJson(sorted.map(({ slice, data, rejected }) => [slice, data?.sha256 ?? null, rejected?.sha256 ?? null])),
  );
}

/** What the last step has left, where it was done with these very slices and all that it made is there; otherwise null. */
export async function readFinished(
  system: FileSystem,
  layout: Layout,
  slices: Iterable<CommittedSlice>,
): Promise<FinishedRun | null> {
  const finished = parseFinished(await system.read(layout.finished));
  if (finished === null || finished.slices !== hashOfSlices(slices)) return null;
  for (const { file, bytes } of finished.natural) {
    if ((await system.status(join(layout.folder, file)))?.sizeBytes !== bytes) return null;
  }
  return finished;
}

function parseFinished(bytes: Buffer | null): FinishedRun | null {
  if (bytes === null) return null;
  try {
    // The file is written whole or not at all, by this program.
    return JSON.parse(bytes.toString('utf8')) as FinishedRun;
  } catch {
    // Damaged later; the last step is done again.
    return null;
  }
}
