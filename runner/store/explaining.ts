import type { FileSystem, OpenFile } from './file-system.ts';
import { reasonOf, StoreError, systemCode } from './store-error.ts';

/** The same file system, whose errors say to people what was attempted and what to do. */
export function explaining(system: FileSystem): FileSystem {
  const openFile = (path: string, file: OpenFile): OpenFile => ({
    write: (bytes) => told('writing', path, () => file.write(bytes)),
    sync: () => told('writing', path, () => file.sync()),
    close: () => told('writing', path, () => file.close()),
  });
  return {
    create: (path) =>
      told('creating', path, async () => {
        const file = await system.create(path);
        return file && openFile(path, file);
      }),
    overwrite: (path) => told('creating', path, async () => openFile(path, await system.overwrite(path))),
    append: (path) => told('opening', path, async () => openFile(path, await system.append(path))),
    read: (path) => told('reading', path, () => system.read(path)),
    list: (folder) => told('reading', folder, () => system.list(folder)),
    status: (path) => told('reading', path, () => system.status(path)),
    makeFolder: (path) => told('creating', path, () => system.makeFolder(path)),
    rename: (from, to) => told('creating', to, () => system.rename(from, to)),
    link: (from, to) => told('creating', to, () => system.link(from, to)),
    remove: (path) => told('removing', path, () => system.remove(path)),
    removeFolder: (path) => told('removing', path, () => system.removeFolder(path)),
    truncate: (path, sizeBytes) => told('repairing', path, () => system.truncate(path, sizeBytes)),
    syncFolder: (path) => told('writing', path, () => system.syncFolder(path)),
  };
}

async function told<T>(attempt: string, path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw storeError(attempt, path, error);
  }
}

function storeError(attempt: string, path: string, cause: unknown): unknown {
  const code = systemCode(cause);
  // What is no refusal of the disk is no news of the disk.
  if (code === undefined) return cause;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const message = `There was no room left on the disk while ${attempt} ${path}; all that is finished is safe: make room and run the same command again.`;
    return new StoreError('disk-full', message, { cause });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const message = `Permission was denied while ${attempt} ${path}; choose another output folder, or allow writing there.`;
    return new StoreError('not-writable', message, { cause });
  }
  return new StoreError(
    'io',
    `${attempt.replace(/^./, (first) => first.toUpperCase())} ${path} failed: ${reasonOf(cause)}.`,
    {
      cause,
    },
  );
}
