import { dirname } from 'node:path';
import type { Clock } from '#engine';
import type { FileSystem, OpenFile } from '../file-system.ts';

/** A file that lines are added to; what was added is durable when the promise resolves. */
export interface AppendLog {
  append(...lines: readonly Uint8Array[]): Promise<void>;
  /** Writes what is waiting and closes the file. Lines cannot be added afterwards. */
  close(): Promise<void>;
}

/** How long a line may wait for company, and how many lines go to the disk together. */
export interface CommitWindow {
  readonly delayMs: number;
  readonly lines: number;
}

/** A loss of power or a kill costs this much work at the most, and one sync of the disk carries it. */
export const defaultWindow: CommitWindow = { delayMs: 25, lines: 256 };

interface Batch {
  readonly lines: Uint8Array[];
  readonly written: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens a log with group commit: lines that come within a window share one write and one sync. The file is made with its
 * first line. After a write that failed nothing is added any more, since the file may end in the middle of a line; the
 * next opening of the run cuts that off.
 */
export function openAppendLog(
  path: string,
  machine: { readonly fileSystem: FileSystem; readonly clock: Clock },
  window: CommitWindow = defaultWindow,
): AppendLog {
  const { fileSystem, clock } = machine;
  let file: OpenFile | null = null;
  let batch: Batch | null = null;
  let due = false;
  let writing: Promise<void> | null = null;
  let cancelTimer = (): void => undefined;
  let failure: { readonly error: unknown } | null = null;
  let closed = false;

  function append(...added: readonly Uint8Array[]): Promise<void> {
    if (closed) return Promise.reject(new TypeError(`${path} is closed.`));
    if (failure) return Promise.reject(failure.error);
    if (batch === null) {
      batch = newBatch();
      cancelTimer = clock.after(window.delayMs, flush);
    }
    const { lines, written } = batch;
    lines.push(...added);
    if (lines.length >= window.lines) flush();
    return written;
  }

  function flush(): void {
    due = true;
    writing ??= writeAll().finally(() => {
      writing = null;
    });
  }

  async function writeAll(): Promise<void> {
    while (due && batch !== null) {
      const current = batch;
      batch = null;
      due = false;
      cancelTimer();
      try {
        if (failure) throw failure.error;
        await write(current.lines);
        current.resolve();
      } catch (error) {
        failure ??= { error };
        current.reject(error);
      }
    }
    due = false;
  }

  async function write(lines: readonly Uint8Array[]): Promise<void> {
    const fresh = file === null;
    file ??= await fileSystem.append(path);
    await file.write(Buffer.concat(lines));
    await file.sync();
    if (fresh) await fileSystem.syncFolder(dirname(path));
  }

  return {
    append,
    async close() {
      closed = true;
      // What is being written now may leave one more batch behind, and no more, since nothing is added any longer.
      flush();
      await writing;
      flush();
      await writing;
      await file?.close();
      file = null;
      if (failure) throw failure.error;
    },
  };
}

function newBatch(): Batch {
  const { promise, resolve, reject } = deferred();
  return { lines: [], written: promise, resolve, reject };
}

function deferred(): { promise: Promise<void>; resolve: () => void; reject: (error: unknown) => void } {
  let resolve = (): void => undefined;
  let reject = (_error: unknown): void => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
