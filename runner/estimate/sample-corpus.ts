import type { Clock, Plan } from '#engine';
import { readRows, type Row, type Source } from '#store';
import { type PlacedLook, type Places, placesOf, type SmallBounds } from './places.ts';
import type { Block, Stratum } from './population.ts';
import { type Columns, columnOf, columnsOf, countDocument, sizeDocument, type SizedPiece } from './sizes.ts';
import type { Random } from './statistics.ts';

/** A corpus as its sample shows it. */
export interface CorpusSample {
  readonly columns: Columns;
  readonly strata: readonly Stratum[];
  /** Some of the documents that were looked at, with their pieces: what a probe can ask about. */
  readonly documents: readonly (readonly SizedPiece[])[];
  /** Rows that were read. */
  readonly rows: number;
  /** Of them, documents that `seeds.keep` lets through. */
  readonly kept: number;
  /** Whether the sample is everything that a run would do. */
  readonly whole: boolean;
  /** Whether only beginnings could be looked at, of packed files. */
  readonly onlyHeads: boolean;
}

export interface SampleBounds extends SmallBounds {
  /** Documents after which no further round of places is looked at. */
  readonly enough: number;
  /** Places of a round. */
  readonly places: number;
  readonly mostRounds: number;
  readonly deadlineMs: number;
  /** A limit up to this is read to its end, so that the very documents of the run are counted. */
  readonly countedLimit: number;
}

export const usualBounds: SampleBounds = {
  bytes: 8e6,
  files: 300,
  enough: 400,
  places: 32,
  mostRounds: 12,
  deadlineMs: 10_000,
  countedLimit: 2_000,
};

export interface SampleOptions {
  readonly plan: Plan;
  readonly sources: readonly Source[];
  readonly random: Random;
  readonly clock: Pick<Clock, 'now'>;
  readonly signal: AbortSignal;
  readonly bounds?: SampleBounds;
}

/** Documents that are kept for the probe. */
const mostDocuments = 400;

/** Looks into the sources here and there and sizes the documents found; reads them whole where they are small. */
export async function sampleCorpus(options: SampleOptions): Promise<CorpusSample> {
  const { plan, sources, signal, bounds = usualBounds } = options;
  const { limit } = plan.strategy.seeds;
  const places = placesOf(sources, bounds);
  if (limit !== null && limit <= bounds.countedLimit) {
    const first = await firstDocuments(limit, options);
    if (first !== null) return first;
  }
  const collected = collector(options);
  const opened = places.map((place) => ({ place, blocks: [] as Block[] }));
  for (const { place, blocks } of opened) {
    if (place.small) for await (const look of place.all(signal)) blocks.push(collected.look(look));
  }
  const large = opened.filter(({ place }) => !place.small);
  const deadlineMs = options.clock.now() + bounds.deadlineMs;
  for (let round = 0; round < bounds.mostRounds && large.length > 0; round++) {
    let found = 0;
    for (const { place, blocks } of large) {
      for (const block of await lookRound(place, { ...options, bounds, collected, deadlineMs })) {
        found++;
        blocks.push(block);
      }
    }
    if (found === 0 || collected.kept >= bounds.enough || options.clock.now() > deadlineMs) break;
  }
  return collected.sample(
    opened.map(({ place, blocks }) => ({ size: place.size, blocks, whole: place.small, spread: place.spread })),
    sources.some(({ kind }) => kind.startsWith('jsonl.')) && large.length > 0,
  );
}

async function lookRound(
  place: Places,
  { random, signal, clock, bounds, collected, deadlineMs }: Required<SampleOptions> & Collecting,
): Promise<readonly Block[]> {
  const blocks: Block[] = [];
  for (const lookThere of place.round(bounds.places, random)) {
    for (const look of await lookThere(signal)) if (look.size > 0) blocks.push(collected.look(look));
    signal.throwIfAborted();
    if (clock.now() > deadlineMs && blocks.length > 1) break;
  }
  return blocks;
}

interface Collecting {
  readonly collected: Collector;
  readonly deadlineMs: number;
}

/** Reads up to the limit, in the order of a run; null where that takes too long. */
async function firstDocuments(limit: number, options: SampleOptions): Promise<CorpusSample | null> {
  const { sources, signal, clock, bounds = usualBounds } = options;
  const collected = collector(options);
  const deadlineMs = clock.now() + bounds.deadlineMs;
  const sums = collected.noSums();
  for (const source of sources) {
    for await (const row of readRows(source, { row: 0, offset: 0 }, signal)) {
      collected.count(sums, row);
      if (collected.kept >= limit) break;
      if (clock.now() > deadlineMs) return null;
    }
    if (collected.kept >= limit) break;
  }
  return collected.sample([{ size: 1, blocks: [{ position: 0, size: 1, sums }], whole: true }], false);
}

interface Collector {
  readonly kept: number;
  noSums(): Float64Array;
  /** Counts a row into the sums of a block. */
  count(sums: Float64Array, row: Row): void;
  look(look: PlacedLook): Block;
  sample(strata: readonly Stratum[], onlyHeads: boolean): CorpusSample;
}

function collector({ plan, random }: Pick<SampleOptions, 'plan' | 'random'>): Collector {
  const columns = columnsOf(plan);
  const documents: (readonly SizedPiece[])[] = [];
  let rows = 0;
  let kept = 0;

  const noSums = (): Float64Array => new Float64Array(columns.width);

  function count(sums: Float64Array, row: Row): void {
    rows++;
    sums[columnOf.rows] = (sums[columnOf.rows] ?? 0) + 1;
    const pieces = row.kind === 'bad' ? null : sizeDocument(plan, row.document);
    if (pieces === null) return;
    kept++;
    countDocument(sums, columns, pieces);
    // Each document is as likely to be kept as any other (Vitter’s algorithm R).
    const place = documents.length < mostDocuments ? documents.length : Math.floor(random() * kept);
    if (place < mostDocuments) documents[place] = pieces;
  }

  return {
    get kept() {
      return kept;
    },
    noSums,
    count,
    look({ position, rows: seen, size }) {
      const sums = noSums();
      for (const row of seen) count(sums, row);
      return { position, size, sums };
    },
    sample: (strata, onlyHeads) => ({
      columns,
      strata,
      documents,
      rows,
      kept,
      whole: strata.every(({ whole }) => whole),
      onlyHeads,
    }),
  };
}
