import { link, open, mkdir, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { systemCode } from './store-error.ts';

/**
 * The few operations that a run folder is made of. One small port, so that a test can fail or stop at every one of them.
 * What the disk refuses comes as the system's error with its `code`.
 */
export interface FileSystem {
  /** Creates a file for writing; null where there is one already. */
  create(path: string): Promise<OpenFile | null>;
  /** Opens a file for writing from its beginning, or at its end; creates it where there is none. */
  overwrite(path: string): Promise<OpenFile>;
  append(path: string): Promise<OpenFile>;
  /** The whole content; null where there is no such file. */
  read(path: string): Promise<Buffer | null>;
  /** Names in a folder; none where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Null where there is nothing. */
  status(path: string): Promise<FileStatus | null>;
  /** With the folders above it. */
  makeFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /**
   * Gives a file a second name; false where that name is taken. Of several processes, on several machines, that want
   * one name, exactly one gets it, with the whole content.
   */
  link(from: string, to: string): Promise<boolean>;
  /** Nothing happens where there is no such file. */
  remove(path: string): Promise<void>;
  /** Removes a folder that is empty; nothing happens where it is not, or is not there. */
  removeFolder(path: string): Promise<void>;
  /** Cuts a file off and makes that durable. */
  truncate(path: string, sizeBytes: number): Promise<void>;
  /** Makes durable which files a folder has. */
  syncFolder(path: string): Promise<void>;
}

export interface OpenFile {
  /** Writes all the bytes behind those before. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when what was written survives a loss of power. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface FileStatus {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** The file system of this machine. */
export const nodeFileSystem: FileSystem = {
  create: (path) => orNull('EEXIST', () => openAs(path, 'wx')),
  overwrite: (path) => openAs(path, 'w'),
  append: (path) => openAs(path, 'a'),
  read: (path) => orNull('ENOENT', () => readFile(path)),
  list: async (folder) => (await orNull('ENOENT', () => readdir(folder))) ?? [],
  status: (path) =>
    orNull('ENOENT', async () => {
      const { size, mtimeMs } = await stat(path);
      return { sizeBytes: size, modifiedMs: mtimeMs };
    }),
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true });
  },
  rename,
  link: async (from, to) =>
    (await orNull('EEXIST', async () => {
      await link(from, to);
      return true;
    })) ?? false,
  remove: (path) => rm(path, { force: true }),
  removeFolder: async (path) => {
    await orNull('ENOENT', () => orNull('ENOTEMPTY', () => rmdir(path)));
  },
  truncate: async (path, sizeBytes) => {
    const handle = await open(path, 'r+');
    try {
      await handle.truncate(sizeBytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  },
  syncFolder: async (path) => {
    // Windows has no such thing: a rename there is durable by itself or not at all.
    if (process.platform === 'win32') return;
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

async function openAs(path: string, flags: 'wx' | 'w' | 'a'): Promise<OpenFile> {
  const handle = await open(path, flags);
  return {
    write: async (bytes) => {
      for (let written = 0; written < bytes.length; ) {
        written += (await handle.write(bytes, written, bytes.length - written)).bytesWritten;
      }
    },
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

async function orNull<T>(code: string, action: () => Promise<T>): Promise<T | null> {
  try {
    return await action();
  } catch (error) {
    if (systemCode(error) === code) return null;
    throw error;
  }
}
