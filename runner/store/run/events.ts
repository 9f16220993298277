import type { FileSystem } from '../file-system.ts';

/** The log of what happened, for people and the editor. */
export interface Events {
  /** Adds a line. Resolves when it is written or could not be; never rejects. */
  append(line: string): Promise<void>;
  /** Resolves when nothing is being written any more. */
  settled(): Promise<void>;
  /** @throws what kept a line from being written. */
  check(): Promise<void>;
}

/** Opens the log and cuts off the line that a kill has torn, so that the next does not go on in the middle of it. */
export async function openEvents(system: FileSystem, path: string): Promise<Events> {
  const bytes = await system.read(path);
  const end = bytes === null ? 0 : bytes.lastIndexOf('\n') + 1;
  if (bytes !== null && end < bytes.length) await system.truncate(path, end);
  let writing: Promise<void> = Promise.resolve();
  let failure: { readonly error: unknown } | null = null;

  /** Nobody waits for events to be durable: the journal and the ledger have what counts. */
  async function write(line: string): Promise<void> {
    if (failure) return;
    try {
      const file = await system.append(path);
      try {
        await file.write(Buffer.from(`${line}\n`));
      } finally {
        await file.close();
      }
    } catch (error) {
      failure = { error };
    }
  }

  return {
    append(line) {
      writing = writing.then(() => write(line));
      return writing;
    },
    settled: () => writing,
    async check() {
      await writing;
      if (failure) throw failure.error;
    },
  };
}
