import { type Place, type RunSetup, sliceId, unitsOf, type WorkerShare } from '#store';

/** What of the sources a process does. */
export interface Share {
  /** Documents at the most, over all that it does; null is all of them. */
  readonly limit: number | null;
  /** What it does of a source, in order. */
  stretches(source: number): readonly Stretch[];
  /** Rows of all its stretches; null where nobody knows, absent where it is estimated while it reads. */
  readonly rows?: number | null;
}

/** Slices that follow each other. */
export interface Stretch {
  /** Number of the first slice in its source. */
  readonly number: number;
  /** How many; infinitely many are all to the end of the source. */
  readonly slices: number;
  /** Where the first begins; null is where reading has come to. */
  readonly place: Place | null;
  /** Documents at the most; null is all. */
  readonly limit: number | null;
}

/** Everything, in order. */
export function wholeShare(limit: number | null): Share {
  const all = [{ number: 0, slices: Number.POSITIVE_INFINITY, place: null, limit: null }];
  return { limit, stretches: () => all };
}

/** What worker `index` of `of` does: of all units of the run, every one whose number leaves the rest `index`. */
export function workerShare(setup: RunSetup, index: number, of: number): Share & WorkerShare {
  const units = unitsOf(setup).filter((_, number) => number % of === index);
  const bySource = new Map<number, Stretch[]>();
  const slices = new Set<string>();
  const sources = new Set<number>();
  for (const { source, slice, limit } of units) {
    const stretches = bySource.get(source) ?? [];
    bySource.set(source, stretches);
    if (slice === null) {
      sources.add(source);
      stretches.push({ number: 0, slices: Number.POSITIVE_INFINITY, place: null, limit });
    } else {
      slices.add(sliceId(source, slice.number));
      stretches.push({ number: slice.number, slices: 1, place: slice.place, limit });
    }
  }
  return {
    limit: null,
    stretches: (source) => bySource.get(source) ?? [],
    rows: rowsOf(setup, bySource),
    owns: (slice) => slices.has(slice) || sources.has(Number(slice.split('-')[0])),
  };
}

function rowsOf(setup: RunSetup, bySource: ReadonlyMap<number, readonly Stretch[]>): number | null {
  let sum = 0;
  for (const [source, stretches] of bySource) {
    const { rows = null } = setup.sources[source] ?? {};
    if (rows === null) return null;
    for (const { number } of stretches)
      sum += Math.min(setup.strategy.output.rows, rows - number * setup.strategy.output.rows);
  }
  return sum;
}
