import { join } from 'node:path';
import { clearFolder } from './staging.ts';
import type { FileSystem } from '../file-system.ts';
import type { Layout } from '../run/layout.ts';

/** Values of JSON in groups, on the disk: what is put in in one order comes out group by group. Gone after a kill. */
export interface Spool<T> {
  add(group: number, value: T): Promise<void>;
  /** The values of a group, in the order in which they were put in. */
  read(group: number): Promise<readonly T[]>;
  close(): Promise<void>;
}

/** Characters that wait in memory before they go to the disk together. */
const waitingCharacters = 32 * 1024 * 1024;

/** A spool in the folder of the last step. Nothing in it is durable, and nothing that a killed process left is looked at. */
export async function openSpool<T>(
  system: FileSystem,
  layout: Layout,
  mostWaiting: number = waitingCharacters,
): Promise<Spool<T>> {
  await clearFolder(system, layout);
  await system.makeFolder(layout.staging);
  const waiting = new Map<number, string[]>();
  let characters = 0;
  const pathOf = (group: number): string => join(layout.staging, `spool-${group}.jsonl`);

  async function flush(): Promise<void> {
    for (const [group, lines] of waiting) {
      const file = await system.append(pathOf(group));
      try {
        await file.write(Buffer.from(lines.join('')));
      } finally {
        await file.close();
      }
    }
    waiting.clear();
    characters = 0;
  }

  return {
    async add(group, value) {
      const line = `${JSON.stringify(value)}\n`;
      const lines = waiting.get(group);
      if (lines) lines.push(line);
      else waiting.set(group, [line]);
      characters += line.length;
      if (characters >= mostWaiting) await flush();
    },
    async read(group) {
      await flush();
      const text = ((await system.read(pathOf(group))) ?? Buffer.alloc(0)).toString('utf8');
      // Every line was made by JSON.stringify of such a value.
      return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]));
    },
    close: () => clearFolder(system, layout),
  };
}
