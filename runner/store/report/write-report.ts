import { resolve } from 'node:path';
import { explaining } from '../explaining.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { replaceFile } from '../run/atomic-file.ts';
import type { Counts } from '../run/counts.ts';
import { layoutOf } from '../run/layout.ts';
import { committedSlices, readLedgers } from '../run/ledger.ts';
import { datasetCard } from './dataset-card.ts';
import { exampleReader } from './examples.ts';
import { findingsReader, findingsText } from './findings.ts';
import { readRecords } from './read-records.ts';
import { reportPage } from './report-page.ts';
import { reportedSlices, setReader, type SetReport } from './set-report.ts';
import { summarise } from './summary.ts';

/** What the report of a run says, as data. */
export interface RunReport extends SetReport {
  /** Path of report.html. */
  readonly report: string;
  readonly strategy: string;
  /** Of the finished slices. */
  readonly counts: Readonly<Counts>;
}

/**
 * Writes a run's report.html, README.md and findings.json from its other files, whether or not the run is finished.
 * @throws StoreError `not-a-run` where the folder holds no run.
 */
export async function writeReport(
  folder: string,
  worker = 'report',
  machine: Machine = thisMachine(),
): Promise<RunReport> {
  const layout = layoutOf(resolve(folder));
  const system = explaining(machine.fileSystem);
  const summary = await summarise(layout, machine);
  const { manifest, counts } = summary;
  const slices = [...committedSlices(await readLedgers(system, layout)).values()];
  const looked = reportedSlices(manifest, slices);
  const set = setReader(manifest);
  const found = findingsReader(manifest, looked);
  const examples = exampleReader(manifest);
  await readRecords(system, layout, manifest, looked, [set, found, examples]);
  const report = set.report(counts);
  const findings = await found.findings(system, layout);
  await replaceFile(system, layout.card, worker, datasetCard(summary));
  await replaceFile(system, layout.findings, worker, findingsText(findings));
  await replaceFile(system, layout.report, worker, reportPage(summary, report, examples.examples()));
  return { report: layout.report, strategy: manifest.strategy.name, counts, ...report };
}
