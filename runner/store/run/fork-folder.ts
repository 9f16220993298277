import { resolve } from 'node:path';
import { explaining } from '../explaining.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { layoutOf } from './layout.ts';
import { changesBetween, manifestOf, parseManifest, type RunPlan } from './manifest.ts';

/**
 * Where a run can go whatever is in its folder: the folder itself, or the first of `FOLDER-2`, `FOLDER-3` and so on that no run of
 * another strategy or of other inputs holds. The same run gets the same folder again, so that it is resumed.
 */
export async function forkFolder(folder: string, plan: RunPlan, machine: Machine = thisMachine()): Promise<string> {
  const system = explaining(machine.fileSystem);
  const manifest = manifestOf(plan, new Date(machine.now()).toISOString());
  const wanted = resolve(folder);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? wanted : `${wanted}-${number}`;
    const text = await system.read(layoutOf(candidate).manifest);
    const found = text === null ? undefined : parseManifest(text.toString('utf8'));
    if (found === undefined || changesBetween(found, manifest).length === 0) return candidate;
  }
}
