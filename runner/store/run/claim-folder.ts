import { basename, join } from 'node:path';
import type { FileSystem } from '../file-system.ts';
import { StoreError } from '../store-error.ts';
import { isTemporary, writeAtomically } from './atomic-file.ts';
import { runOfJournal } from './journal.ts';
import type { Layout } from './layout.ts';
import { readLedgers } from './ledger.ts';
import { changesBetween, parseManifest, type RunManifest } from './manifest.ts';

/**
 * Makes the folder the run's, or finds that it is. A run.json that was lost or damaged is written again where ledgers and
 * journals say that they are of the same run.
 * @returns the manifest in the folder, which is the older one where there was one, and whether anything was there.
 */
export async function claimFolder(
  system: FileSystem,
  layout: Layout,
  manifest: RunManifest,
  worker: string,
): Promise<{ readonly manifest: RunManifest; readonly resumed: boolean }> {
  // An estimate is made before the run that it is of.
  const names = (await system.list(layout.folder)).filter(
    (name) => !isTemporary(name, worker) && name !== basename(layout.estimate),
  );
  const text = await system.read(layout.manifest);
  const found = text === null ? undefined : parseManifest(text.toString('utf8'));
  if (found !== undefined) refuseChanges(layout, found, manifest);
  else if (text !== null || names.includes('ledger') || names.includes('journal'))
    await refuseOthers(system, layout, manifest);
  else if (names.length > 0) throw notARun(layout.folder);
  await system.makeFolder(layout.folder);
  if (found === undefined) {
    await writeAtomically(system, layout.manifest, worker, [Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]);
  }
  // Folders that only some runs need are made when they are needed.
  for (const folder of [layout.journals, layout.data, layout.rejects, layout.ledgers, layout.statuses]) {
    await system.makeFolder(folder);
  }
  await system.syncFolder(layout.folder);
  return { manifest: found ?? manifest, resumed: names.length > 0 };
}

function refuseChanges(layout: Layout, found: RunManifest, manifest: RunManifest): void {
  const differences = changesBetween(found, manifest);
  if (differences.length === 0) return;
  const list = differences.map((change) => `\n  ${change.path}: ${change.old} → ${change.new}`).join('');
  throw new StoreError(
    'changed-strategy',
    `The run folder ${layout.folder} was begun with something else; run into another folder, as --fork does, or take the changes back:${list}`,
    { differences },
  );
}

/** Without run.json, the other files say whose they are. */
async function refuseOthers(system: FileSystem, layout: Layout, manifest: RunManifest): Promise<void> {
  const runs = new Set((await readLedgers(system, layout)).map(({ run }) => run));
  for (const name of await system.list(layout.journals)) {
    const run = await runOfJournal(system, join(layout.journals, name));
    if (run !== null) runs.add(run);
  }
  runs.delete(manifest.run);
  if (runs.size === 0) return;
  throw new StoreError(
    'damaged',
    `${layout.manifest} cannot be read, and the folder holds work of another strategy or of other inputs; run into another folder, or put run.json back.`,
  );
}

function notARun(folder: string): StoreError {
  return new StoreError(
    'not-a-run',
    `The output folder ${folder} is not empty and holds no run; choose an empty or a new one.`,
  );
}
