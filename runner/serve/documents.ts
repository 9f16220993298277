import { relative } from 'node:path';
import { canonicalJson, type Json, type Plan, type SeedDocument, sha256 } from '#engine';
import {
  type LinePlaces,
  openSources,
  readDocument,
  type ReaderOptions,
  readRange,
  type Row,
  type RowRange,
  type Source,
} from '#store';
import type { ChosenDocument } from '#protocol';
import { unlessAborted } from '../unless-aborted.ts';
import { createRecent, remembered } from './recent.ts';
import { createSamples } from './samples.ts';

/** The documents that previews are of. What did not change is not read again. */
export interface Documents {
  /** The document as a run would have it; undefined where there is no such one. */
  chosen(
    chosen: ChosenDocument,
    plan: Plan,
    reader: ReaderOptions,
    signal: AbortSignal,
  ): Promise<SeedDocument | undefined>;
  rows(path: string, range: RowRange, reader: ReaderOptions, signal: AbortSignal): Promise<readonly Row[]>;
}

/** How long it is believed that a folder is as it was: somebody who types asks several times a second. */
const believedMs = 2_000;
/** The same of the hub, whose commits stand for themselves. */
const hubBelievedMs = 600_000;

interface Opening {
  readonly sources: Promise<readonly Source[]>;
  readonly atMs: number;
}

/**
 * @param now a clock in milliseconds
 * @param ended aborted with the service: reading that several wait for ends only then
 */
export function createDocuments(now: () => number, ended: AbortSignal): Documents {
  const openings = createRecent<Opening>(8);
  const samples = createSamples(ended);
  const texts = createRecent<Promise<readonly SeedDocument[]>>(16);
  const singles = createRecent<Promise<readonly Row[]>>(16);
  const places = createRecent<LinePlaces>(16);

  function sourcesOf(from: readonly string[], reader: ReaderOptions): Promise<readonly Source[]> {
    const key = canonicalJson([from, ...readBy(reader)]);
    const known = openings.get(key);
    const trustMs = from.some((written) => written.startsWith('hf://')) ? hubBelievedMs : believedMs;
    if (known !== undefined && now() - known.atMs < trustMs) return known.sources;
    const opening = { sources: openSources(from, reader), atMs: now() };
    openings.set(key, opening);
    opening.sources.catch(() => openings.get(key) === opening && openings.delete(key));
    return opening.sources;
  }

  function textOf(path: string, text: string, reader: ReaderOptions): Promise<readonly SeedDocument[]> {
    const key = sha256(canonicalJson([path, text, ...readBy(reader)]));
    return remembered(texts, key, () => readDocument(relative(reader.baseFolder, path), text, reader));
  }

  async function rows(path: string, range: RowRange, reader: ReaderOptions, signal: AbortSignal) {
    const [source] = await openSources([path], reader);
    if (source === undefined) return [];
    const file = fileOf(source);
    const known = places.get(file) ?? [];
    places.set(file, known);
    return readRange(source, range, known, signal);
  }

  async function rowAt(path: string, row: number, reader: ReaderOptions): Promise<SeedDocument | undefined> {
    const [source] = await openSources([path], reader);
    if (source === undefined) return undefined;
    const key = canonicalJson([fileOf(source), row, ...readBy(reader)]);
    const [found] = await remembered(singles, key, () => rows(path, { from: row, count: 1 }, reader, ended));
    return found?.kind === 'document' && found.document.row === row ? found.document : undefined;
  }

  return {
    async chosen(chosen, plan, reader, signal) {
      switch (chosen.kind) {
        case 'text':
          return (await textOf(chosen.path, chosen.text, reader))[0];
        case 'row':
          return unlessAborted(rowAt(chosen.path, chosen.row, reader), signal);
        case 'sample': {
          const sources = await unlessAborted(sourcesOf(plan.strategy.seeds.from, reader), signal);
          return unlessAborted(samples.document(sources, plan, chosen.index), signal);
        }
      }
    },
    rows,
  };
}

/** What of the strategy decides how a file is read. */
function readBy({ baseFolder, textField, idField, fields }: ReaderOptions): readonly Json[] {
  return [baseFolder, textField, idField, fields ?? null];
}

/** A file as it is now. */
function fileOf({ files }: Source): string {
  return canonicalJson(files.map(({ path, sizeBytes, modifiedMs }) => [path, sizeBytes, modifiedMs]));
}
