import { resolve } from 'node:path';
import type { Plan } from '#engine';
import { explaining } from '../explaining.ts';
import type { Place } from '../inputs/row.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { StoreError } from '../store-error.ts';
import { writeAtomically } from './atomic-file.ts';
import { layoutOf } from './layout.ts';
import { type CommittedSlice, committedSlices, readLedgers } from './ledger.ts';

/**
 * `setup.json`: what workers have to know to share a run. run.json says what a run is and never changes; this says how it
 * is gone about, and is written anew every time that workers are sent out: another address of a model, other prices.
 */
export interface RunSetup {
  /** Version of this file's layout. */
  readonly format: 1;
  /** {@link RunManifest.run}: workers refuse what was set up for another run. */
  readonly run: string;
  /** When the folder was begun; ISO 8601, UTC. */
  readonly created: string;
  /** The resolved strategy, with the limit of the command line. */
  readonly strategy: Plan['strategy'];
  /** Absolute folder of the strategy, which its paths are relative to: the same on every machine. */
  readonly base_folder: string;
  /** Where models are reached instead, by their names: the command line's `--model`. */
  readonly models: Readonly<Record<string, string>>;
  readonly retry_failed: boolean;
  /** In the order of the sources. */
  readonly sources: readonly SourceSetup[];
}

/** How a source is cut. */
export interface SourceSetup {
  readonly name: string;
  /** Where its slices begin; null where it can only be read from its beginning, so that it is one worker's as a whole. */
  readonly slices: readonly Place[] | null;
  /** Rows of all its slices; null where nobody knows before it was read. */
  readonly rows: number | null;
  /** How many documents are still taken of its last slice, or of it as a whole, because of `seeds.limit`; null is all. */
  readonly limit: number | null;
}

/** A part of the work that is one worker's: a slice, or a source that cannot be cut. */
export interface WorkUnit {
  readonly source: number;
  /** The slice; null is all slices of the source, one after the other. */
  readonly slice: { readonly number: number; readonly place: Place } | null;
  /** Documents that may be taken; null is all. */
  readonly limit: number | null;
}

/** All units of a run in their order. Number n is done by worker n mod N. */
export function unitsOf(setup: RunSetup): readonly WorkUnit[] {
  return setup.sources.flatMap(({ slices, limit }, source): readonly WorkUnit[] => {
    if (slices === null) return [{ source, slice: null, limit }];
    return slices.map((place, number) => ({
      source,
      slice: { number, place },
      limit: number === slices.length - 1 ? limit : null,
    }));
  });
}

/** Slice of a source: sorts as text in the order of reading. */
export function sliceId(source: number, number: number): string {
  return `${String(source).padStart(4, '0')}-${String(number).padStart(6, '0')}`;
}

/** Which of the units are not finished yet, by their numbers. */
export function unitsLeft(setup: RunSetup, committed: ReadonlyMap<string, CommittedSlice>): readonly number[] {
  const lasts = new Map<string, number>();
  for (const { slice, last } of committed.values()) {
    const [source = '', number] = slice.split('-');
    if (last) lasts.set(source, Number(number));
  }
  const isDone = ({ source, slice }: WorkUnit): boolean => {
    if (slice !== null) return committed.has(sliceId(source, slice.number));
    const last = lasts.get(String(source).padStart(4, '0'));
    if (last === undefined) return false;
    return Array.from({ length: last + 1 }, (_, number) => sliceId(source, number)).every((id) => committed.has(id));
  };
  return unitsOf(setup).flatMap((unit, number) => (isDone(unit) ? [] : [number]));
}

/** How far a run that was set up has come, by its ledgers alone. */
export interface SetupProgress {
  readonly setup: RunSetup;
  readonly units: number;
  /** Numbers of the units that are not finished. */
  readonly left: readonly number[];
  /** Finished slices. */
  readonly slices: number;
}

/** @throws StoreError `not-a-run` where the folder was never set up for workers. */
export async function readProgress(folder: string, machine: Machine = thisMachine()): Promise<SetupProgress> {
  const layout = layoutOf(resolve(folder));
  const setup = await readSetup(folder, machine);
  const committed = committedSlices(await readLedgers(explaining(machine.fileSystem), layout));
  return {
    setup,
    units: unitsOf(setup).length,
    left: unitsLeft(setup, committed),
    slices: committed.size,
  };
}

/** Replaces the set-up. */
export async function writeSetup(folder: string, setup: RunSetup, machine: Machine = thisMachine()): Promise<void> {
  const layout = layoutOf(resolve(folder));
  const text = Buffer.from(`${JSON.stringify(setup)}\n`);
  await writeAtomically(explaining(machine.fileSystem), layout.setup, '0000', [text]);
}

/** @throws StoreError `not-a-run` where the folder was never set up, `damaged` where the file cannot be read. */
export async function readSetup(folder: string, machine: Machine = thisMachine()): Promise<RunSetup> {
  const layout = layoutOf(resolve(folder));
  const bytes = await explaining(machine.fileSystem).read(layout.setup);
  if (bytes === null) {
    throw new StoreError(
      'not-a-run',
      `${layout.folder} was not set up for workers, or this machine does not see it: set it up with \`wordmill run FILE --output DIR --set-up\`, in a folder that all machines share.`,
    );
  }
  const setup = parseSetup(bytes);
  if (setup !== undefined) return setup;
  throw new StoreError('damaged', `${layout.setup} cannot be read; set the run up again.`);
}

function parseSetup(bytes: Buffer): RunSetup | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    const known = typeof value === 'object' && value !== null && 'format' in value && value.format === 1;
    // The file is written whole or not at all, by this program, in this format.
    return known ? (value as RunSetup) : undefined;
  } catch {
    // Cut off by a disk; who asks is told.
    return undefined;
  }
}
