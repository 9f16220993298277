import type { Source } from '#store';
import { isPacked, type Look, lookAtAll, lookAtFile, lookAtHead, lookAtLines, lookAtParquet } from './look.ts';
import type { Random } from './statistics.ts';

/** A look, and where it lies among those of its kind. */
export type PlacedLook = Look & { readonly position: number };

/** Where sources can be looked into; those of one kind make a stratum. */
export interface Places {
  /** Bytes of all sources, or files where each is a document. */
  readonly size: number;
  /** Whether it is so little that all of it is read. */
  readonly small: boolean;
  /** As a stratum’s. */
  readonly spread: number;
  /** Everything. */
  all(signal: AbortSignal): AsyncIterable<PlacedLook>;
  /**
   * About so many places, one in each of as many equal parts of the whole, in a drawn order: wherever looking stops, the
   * places that were looked at lie all over it. Empty where there are no others than before.
   */
  round(count: number, random: Random): readonly ((signal: AbortSignal) => Promise<readonly PlacedLook[]>)[];
}

/** What is read as a whole takes about a second. */
export interface SmallBounds {
  readonly bytes: number;
  readonly files: number;
}

/** Of packed files only a beginning is seen, and how much of a file that is can be told to some tenths. */
const packedSpread = 0.1;

/** Packed files and Parquet may hold many times their bytes. */
const packing = 32;

export function placesOf(sources: readonly Source[], small: SmallBounds): readonly Places[] {
  const kinds = [
    sources.filter(({ kind }) => kind === 'documents').map((source) => placesOfFiles(source, small)),
    placesOfKind(
      sources.filter(({ kind }) => kind === 'jsonl'),
      small.bytes,
      linePlaces,
    ),
    placesOfKind(
      sources.filter(({ kind }) => kind === 'parquet'),
      small.bytes / packing,
      parquetPlaces,
    ),
    placesOfKind(sources.filter(isPacked), small.bytes / packing, headPlaces, packedSpread),
  ];
  return kinds.flat();
}

type Round = Places['round'];

function placesOfKind(
  sources: readonly Source[],
  smallBytes: number,
  roundOf: (sources: readonly Source[], size: number) => Round,
  spread = 0,
): readonly Places[] {
  const size = sources.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (sources.length === 0) return [];
  const small = size <= smallBytes;
  return [{ size, small, spread, all: (signal) => allOf(sources, signal), round: roundOf(sources, size) }];
}

async function* allOf(sources: readonly Source[], signal: AbortSignal): AsyncGenerator<PlacedLook> {
  for (const [position, source] of sources.entries()) yield { position, ...(await lookAtAll(source, signal)) };
}

/** Single documents in the order of their sizes, so that equal parts of them are of documents of one length. */
function placesOfFiles(source: Source, small: SmallBounds): Places {
  const { files, sizeBytes } = source;
  const bySize = files
    .map((file, index) => ({ index, size: file.sizeBytes }))
    .toSorted((left, right) => left.size - right.size);
  const seen = new Set<number>();
  return {
    size: files.length,
    spread: 0,
    small: files.length <= small.files && sizeBytes <= small.bytes,
    async *all(signal) {
      yield { position: 0, ...(await lookAtAll(source, signal)), size: files.length };
    },
    round: (count, random) =>
      positions(Math.min(count, files.length), files.length, random).flatMap((position) => {
        const index = bySize[Math.floor(position)]?.index;
        if (index === undefined || seen.has(index)) return [];
        seen.add(index);
        return [async (signal: AbortSignal) => [{ position, ...(await lookAtFile(source, index, signal)) }]];
      }),
  };
}

function linePlaces(sources: readonly Source[], size: number): Round {
  return (count, random) =>
    positions(count, size, random).map((position) => async (signal) => {
      const { source, offset } = at(sources, position);
      return [{ position, ...(await lookAtLines(source, Math.floor(offset), signal)) }];
    });
}

/** Reading a place in a .parquet file reads much around it, so that fewer are looked at. */
const parquetShare = 3;

function parquetPlaces(sources: readonly Source[], size: number): Round {
  return (count, random) =>
    positions(Math.ceil(count / parquetShare), size, random).map((position) => async (signal) => {
      const { source, offset } = at(sources, position);
      return [{ position, ...(await lookAtParquet(source, offset / Math.max(1, source.sizeBytes), signal)) }];
    });
}

function headPlaces(sources: readonly Source[], size: number): Round {
  const seen = new Set<Source>();
  return (count, random) =>
    positions(Math.ceil(count / parquetShare), size, random).flatMap((position) => {
      const { source } = at(sources, position);
      if (seen.has(source)) return [];
      seen.add(source);
      return [
        async (signal: AbortSignal) =>
          (await lookAtHead(source, signal)).map((look, index) => ({ position: position + index, ...look })),
      ];
    });
}

/** One in each of so many equal parts, in a drawn order. */
function positions(count: number, size: number, random: Random): readonly number[] {
  const evenly = Array.from({ length: count }, (_, index) => ((index + random()) / count) * size);
  return evenly
    .map((position) => ({ position, order: random() }))
    .toSorted((left, right) => left.order - right.order)
    .map(({ position }) => position);
}

function at(sources: readonly Source[], position: number): { readonly source: Source; readonly offset: number } {
  let left = position;
  for (const source of sources) {
    if (left < source.sizeBytes) return { source, offset: left };
    left -= source.sizeBytes;
  }
  const last = sources.at(-1);
  if (last === undefined) throw new RangeError('There is no source to look into.');
  return { source: last, offset: 0 };
}
