import { type Contamination, contaminatedBy, createContamination, createDuplicates, duplicateOf } from '#engine';
import type { Decontaminate, Strategy } from '#language';
import { type LastStep, readRows, type SliceRow, type Source, start } from '#store';
import { badRows, counted } from './last-step-words.ts';

export interface RemovalOptions {
  readonly strategy: Strategy;
  readonly lastStep: LastStep;
  readonly benchmarks: readonly Source[];
  readonly signal: AbortSignal;
}

/**
 * Moves to the rejects what repeats an earlier row or gives away a benchmark. A row that gives one away is no row that
 * others repeat.
 * @returns what people should know
 */
export async function removeRows({
  strategy,
  lastStep,
  benchmarks,
  signal,
}: RemovalOptions): Promise<readonly string[]> {
  const { dedup, decontaminate, seed } = strategy;
  const known = decontaminate === null ? null : await readBenchmarks(decontaminate, benchmarks, signal);
  const duplicates = dedup === null ? null : createDuplicates(dedup, seed);

  function decide({ record }: SliceRow): SliceRow {
    const given = known?.contamination.find(record.text) ?? null;
    if (given !== null) return { record, removed: contaminatedBy(record, given) };
    const repeated = duplicates?.find(record.id, record.text) ?? null;
    return { record, removed: repeated === null ? null : duplicateOf(record, repeated) };
  }

  await lastStep.rewrite(decide, signal);
  return known?.notes ?? [];
}

interface Benchmarks {
  readonly contamination: Contamination;
  readonly notes: readonly string[];
}

async function readBenchmarks(
  { ngram, overlap }: Decontaminate,
  sources: readonly Source[],
  signal: AbortSignal,
): Promise<Benchmarks> {
  const contamination = createContamination({ ngram, overlap });
  let items = 0;
  let short = 0;
  const bad = badRows('decontaminate.against');
  for (const source of sources) {
    for await (const row of readRows(source, start, signal)) {
      if (row.kind === 'bad') bad.add(row.bad.message);
      else {
        items++;
        if (!contamination.add(`${row.document.file}:${row.document.row}`, row.document.text)) short++;
      }
    }
  }
  const notes: string[] = [];
  if (short > 0) {
    notes.push(
      `${counted(short, 'benchmark item')} of ${items} cannot be found in texts, having fewer than ${ngram} words (decontaminate.ngram).`,
    );
  }
  return { contamination, notes: [...notes, ...bad.notes()] };
}
