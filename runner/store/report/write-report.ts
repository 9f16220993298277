import { resolve } from 'node:path';
import { explaining } from '../explaining.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { replaceFile } from '../run/atomic-file.ts';
import { layoutOf } from '../run/layout.ts';
import { committedSlices, readLedgers } from '../run/ledger.ts';
import { datasetCard } from './dataset-card.ts';
import { findingsOf, findingsText } from './findings.ts';
import { reportPage } from './report-page.ts';
import { summarise } from './summary.ts';

/**
 * Writes a run's report.html, README.md and findings.json from its other files, whether or not the run is finished.
 * @returns the path of report.html.
 * @throws StoreError `not-a-run` where the folder holds no run.
 */
export async function writeReport(
  folder: string,
  worker = 'report',
  machine: Machine = thisMachine(),
): Promise<string> {
  const layout = layoutOf(resolve(folder));
  const system = explaining(machine.fileSystem);
  const summary = await summarise(layout, machine);
  const slices = committedSlices(await readLedgers(system, layout));
  const findings = await findingsOf(system, layout, summary.manifest, [...slices.values()]);
  await replaceFile(system, layout.card, worker, datasetCard(summary));
  await replaceFile(system, layout.findings, worker, findingsText(findings));
  await replaceFile(system, layout.report, worker, reportPage(summary));
  return layout.report;
}
