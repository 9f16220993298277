import type { FolderEntry } from '#features';

/** What the server may ask of the files around a strategy. Nothing is ever read or written. */
export interface Files {
  /** Whether something lies at a path, relative to the document; undefined where that cannot be known. */
  exists(uri: string, path: string): Promise<boolean | undefined>;
  /** What lies in a folder; nothing where it cannot be looked into. */
  list(uri: string, folder: string): Promise<readonly FolderEntry[]>;
}
