import type { FileSystem, OpenFile } from '#store';

/** A process's view of a disk, which can be made to stand still before one of its operations, as a machine that hangs. */
export interface HeldDisk {
  readonly fileSystem: FileSystem;
  /** Operations that were begun. */
  readonly operations: number;
  /** Resolves when the process stands still. */
  readonly standing: Promise<void>;
  /** Lets it go on. */
  release(): void;
}

/** @param at the operation before which it stands still, from 0. */
export function heldDisk(disk: FileSystem, at: number): HeldDisk {
  let operations = 0;
  let stand = (): void => undefined;
  let release = (): void => undefined;
  const standing = new Promise<void>((resolve) => {
    stand = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const step = async (): Promise<void> => {
    if (operations++ !== at) return;
    stand();
    await released;
  };
  return {
    fileSystem: steppedDisk(disk, step),
    get operations() {
      return operations;
    },
    standing,
    release: () => release(),
  };
}

/** A disk before each of whose operations something is waited for. */
export function steppedDisk(disk: FileSystem, step: () => Promise<void>): FileSystem {
  const held =
    <A extends readonly unknown[], T>(operation: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      await step();
      return operation(...args);
    };
  const file = (opened: OpenFile): OpenFile => ({
    write: held((bytes: Uint8Array) => opened.write(bytes)),
    sync: held(() => opened.sync()),
    close: () => opened.close(),
  });
  return {
    create: held(async (path: string) => {
      const opened = await disk.create(path);
      return opened && file(opened);
    }),
    overwrite: held(async (path: string) => file(await disk.overwrite(path))),
    append: held(async (path: string) => file(await disk.append(path))),
    read: held((path: string) => disk.read(path)),
    list: held((folder: string) => disk.list(folder)),
    status: held((path: string) => disk.status(path)),
    makeFolder: held((path: string) => disk.makeFolder(path)),
    rename: held((from: string, to: string) => disk.rename(from, to)),
    link: held((from: string, to: string) => disk.link(from, to)),
    remove: held((path: string) => disk.remove(path)),
    removeFolder: held((path: string) => disk.removeFolder(path)),
    truncate: held((path: string, size: number) => disk.truncate(path, size)),
    syncFolder: held((path: string) => disk.syncFolder(path)),
  };
}
