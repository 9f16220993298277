import { crc32 } from 'node:zlib';
import type { FileSystem } from '../file-system.ts';
import type { BadRow, Place } from '../inputs/row.ts';
import { hexadecimal } from './frames.ts';
import type { Written } from './atomic-file.ts';
import type { Counts } from './counts.ts';
import type { Layout } from './layout.ts';

/** A file of the output, as its ledger line has it. */
export interface Part extends Written {
  /** Path in the run folder. */
  readonly file: string;
  readonly rows: number;
}

/** A finished slice. */
export interface CommittedSlice extends Counts {
  readonly event: 'committed';
  readonly slice: string;
  readonly run: string;
  /** Grows by one every time that the slice is opened again. */
  readonly attempt: number;
  /** Null where the slice has no records, or no rejects, or rejects are not kept. */
  readonly data: Part | null;
  readonly rejected: Part | null;
  /** Where the next slice of the source begins. */
  readonly next: Place;
  /** Whether nothing comes behind it in its source. */
  readonly last: boolean;
  /** The first rows that were no documents. */
  readonly bad: readonly BadRow[];
  /** ISO 8601, UTC. */
  readonly time: string;
}

/** A finished slice is to be worked on again. */
export interface ReopenedSlice {
  readonly event: 'reopened';
  readonly slice: string;
  readonly run: string;
  readonly attempt: number;
  readonly time: string;
}

export type LedgerEntry = CommittedSlice | ReopenedSlice;

/** One line of a ledger: a JSON object for everybody, whose last key is the checksum of the object without it. */
export function ledgerLine(entry: LedgerEntry): string {
  const text = JSON.stringify(entry);
  return `${text.slice(0, -1)},"crc":"${hexadecimal(crc32(text))}"}\n`;
}

/** Reads a ledger's lines. Lines that are torn or damaged are left out; `validBytes` is where the last whole one ends. */
export function parseLedger(bytes: Buffer): { readonly entries: readonly LedgerEntry[]; readonly validBytes: number } {
  const entries: LedgerEntry[] = [];
  let validBytes = 0;
  for (let from = 0; from < bytes.length; ) {
    const at = bytes.indexOf('\n', from);
    if (at < 0) break;
    const entry = parseLine(bytes.toString('utf8', from, at));
    from = at + 1;
    if (entry === undefined) continue;
    entries.push(entry);
    validBytes = from;
  }
  return { entries, validBytes };
}

/** The ledgers of all workers, each line in the order of its file. */
export async function readLedgers(system: FileSystem, layout: Layout): Promise<readonly LedgerEntry[]> {
  const all: LedgerEntry[] = [];
  const names = await system.list(layout.ledgers);
  for (const name of names.toSorted()) {
    if (!name.endsWith('.jsonl')) continue;
    all.push(...(await readLedger(system, layout, name.slice(0, -'.jsonl'.length))));
  }
  return all;
}

/** One worker's ledger. */
export async function readLedger(system: FileSystem, layout: Layout, worker: string): Promise<readonly LedgerEntry[]> {
  const bytes = await system.read(layout.ledger(worker));
  return bytes === null ? [] : parseLedger(bytes).entries;
}

/** The slices that are finished: of every slice the line with the latest attempt counts, whoever wrote it. */
export function committedSlices(entries: Iterable<LedgerEntry>): Map<string, CommittedSlice> {
  const latest = new Map<string, LedgerEntry>();
  for (const entry of entries) {
    const known = latest.get(entry.slice);
    const newer = known === undefined || entry.attempt > known.attempt;
    if (newer || (entry.attempt === known.attempt && entry.event === 'committed')) latest.set(entry.slice, entry);
  }
  const committed = new Map<string, CommittedSlice>();
  for (const [slice, entry] of latest) if (entry.event === 'committed') committed.set(slice, entry);
  return committed;
}

/** What every slice was when it was last finished, also where it was opened again since: what it cost was spent. */
export function lastCommitted(entries: Iterable<LedgerEntry>): ReadonlyMap<string, CommittedSlice> {
  const last = new Map<string, CommittedSlice>();
  for (const entry of entries) {
    if (entry.event !== 'committed') continue;
    if (entry.attempt >= (last.get(entry.slice)?.attempt ?? 0)) last.set(entry.slice, entry);
  }
  return last;
}

function parseLine(line: string): LedgerEntry | undefined {
  const tail = /,"crc":"([0-9a-f]{8})"\}$/.exec(line);
  if (tail === null) return undefined;
  const text = `${line.slice(0, tail.index)}}`;
  if (hexadecimal(crc32(text)) !== tail[1]) return undefined;
  // The checksum says that this program wrote it so.
  return JSON.parse(text) as LedgerEntry;
}
