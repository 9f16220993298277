import { resolve } from 'node:path';
import { explaining } from '../explaining.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { replaceFile } from '../run/atomic-file.ts';
import { layoutOf } from '../run/layout.ts';
import { datasetCard } from './dataset-card.ts';
import { reportPage } from './report-page.ts';
import { summarise } from './summary.ts';

/**
 * Writes a run's report.html and README.md from its other files, whether or not the run is finished.
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
  await replaceFile(system, layout.card, worker, datasetCard(summary));
  await replaceFile(system, layout.report, worker, reportPage(summary));
  return layout.report;
}
