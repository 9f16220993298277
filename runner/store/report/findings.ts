import { join } from 'node:path';
import type { Reject, RephrasingRecord } from '#engine';
import type { FileSystem } from '../file-system.ts';
import { decodeRejects } from '../parts/jsonl-part.ts';
import type { Layout } from '../run/layout.ts';
import type { CommittedSlice } from '../run/ledger.ts';
import type { RunManifest } from '../run/manifest.ts';
import type { RecordReader } from './read-records.ts';

/** `findings.json`: what came of each rephrasing, for those who write strategies. Snake case, as in all files of a run. */
export interface Findings {
  /** Version of this form. */
  readonly version: 1;
  /** As `run.json` has it. */
  readonly strategy: RunManifest['strategy'];
  /** In the order of the strategy. Counted over some of the slices, where there are many. */
  readonly rephrasings: readonly RephrasingFindings[];
}

interface RephrasingFindings {
  readonly name: string;
  readonly records: number;
  readonly rejects: number;
  /** Of both, those whose answer was cut off at its limit. */
  readonly truncated: number;
  /** Rejects of which nothing was left when they had been cleaned. */
  readonly no_output: number;
  /** Gates that rejected something, as they were written, the busiest first. */
  readonly gates: readonly { readonly expression: string; readonly rejected: number }[];
}

/** Reads what {@link Findings} are made of. */
export interface FindingsReader extends RecordReader {
  /** Reads the rejects too. Damage in them counts for nothing, as in records. */
  findings(system: FileSystem, layout: Layout): Promise<Findings>;
}

/** @param slices those that are looked at */
export function findingsReader({ strategy }: RunManifest, slices: readonly CommittedSlice[]): FindingsReader {
  const counts = new Map(strategy.rephrasings.map(({ name }) => [name, nothing()]));
  return {
    take(records) {
      for (const record of records) countRecord(counts, record);
    },
    async findings(system, layout) {
      for (const { rejected } of slices) {
        const bytes = rejected === null ? null : await system.read(join(layout.folder, rejected.file));
        for (const reject of bytes === null ? [] : rejectsIn(bytes)) countReject(counts, reject);
      }
      return { version: 1, strategy, rephrasings: [...counts].map(([name, count]) => findingOf(name, count)) };
    },
  };
}

function rejectsIn(bytes: Buffer): readonly Reject[] {
  try {
    return decodeRejects(bytes);
  } catch {
    return [];
  }
}

/** The text of the file. */
export function findingsText(findings: Findings): string {
  return `${JSON.stringify(findings, null, 2)}\n`;
}

interface Count {
  records: number;
  rejects: number;
  truncated: number;
  noOutput: number;
  readonly gates: Map<string, number>;
}

function nothing(): Count {
  return { records: 0, rejects: 0, truncated: 0, noOutput: 0, gates: new Map() };
}

function countRecord(counts: ReadonlyMap<string, Count>, { rephrasing, finish_reason }: RephrasingRecord): void {
  const count = counts.get(rephrasing);
  if (count === undefined) return;
  count.records++;
  if (finish_reason === 'length') count.truncated++;
}

function countReject(counts: ReadonlyMap<string, Count>, { rephrasing, reason, gate, finish_reason }: Reject): void {
  const count = counts.get(rephrasing);
  if (count === undefined) return;
  count.rejects++;
  if (finish_reason === 'length') count.truncated++;
  if (reason === 'no-output') count.noOutput++;
  if (reason === 'gate' && gate !== null) count.gates.set(gate, (count.gates.get(gate) ?? 0) + 1);
}

function findingOf(name: string, { records, rejects, truncated, noOutput, gates }: Count): RephrasingFindings {
  const busiest = [...gates].toSorted(([, left], [, right]) => right - left);
  const said = busiest.map(([expression, rejected]) => ({ expression, rejected }));
  return { name, records, rejects, truncated, no_output: noOutput, gates: said };
}
