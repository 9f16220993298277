import { join } from 'node:path';
import type { NaturalRecord } from '#engine';
import type { FileSystem } from '../file-system.ts';
import type { PartFormat } from '../parts/part-format.ts';
import { writeAtomically } from '../run/atomic-file.ts';
import type { Layout } from '../run/layout.ts';
import type { Part } from '../run/ledger.ts';

export interface NaturalContext {
  readonly system: FileSystem;
  readonly layout: Layout;
  readonly format: PartFormat;
  readonly worker: string;
  /** Rows of a part, which are in memory together. */
  readonly rowsOfPart: number;
}

/** Writes the natural rows as parts, each of them atomically, and removes those of an earlier last step that are not among them. */
export async function writeNaturalParts(
  rows: AsyncIterable<NaturalRecord>,
  context: NaturalContext,
): Promise<readonly Part[]> {
  const { system, layout, format, worker, rowsOfPart } = context;
  const parts: Part[] = [];
  let waiting: NaturalRecord[] = [];

  async function write(): Promise<void> {
    if (waiting.length === 0) return;
    if (parts.length === 0) {
      await system.makeFolder(layout.natural);
      await system.syncFolder(layout.folder);
    }
    const file = `natural/part-${String(parts.length).padStart(6, '0')}${format.ending}`;
    const written = await writeAtomically(system, join(layout.folder, file), worker, format.encode(waiting));
    parts.push({ file, rows: waiting.length, ...written });
    waiting = [];
  }

  for await (const row of rows) {
    waiting.push(row);
    if (waiting.length >= rowsOfPart) await write();
  }
  await write();
  const names = new Set(parts.map(({ file }) => file));
  const old = (await system.list(layout.natural)).filter((name) => !names.has(`natural/${name}`));
  for (const name of old) await system.remove(join(layout.natural, name));
  if (old.length > 0) await system.syncFolder(layout.natural);
  return parts;
}
