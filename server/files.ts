import type { FolderEntry } from '#features';

/** What the server may ask of the files around a strategy. Nothing is ever written. */
export interface Files {
  /** Whether something lies at a path, relative to the document; undefined where that cannot be known. */
  exists(uri: string, path: string): Promise<boolean | undefined>;
  /** What lies in a folder; nothing where it cannot be looked into. */
  list(uri: string, folder: string): Promise<readonly FolderEntry[]>;
  /** One way to write the address of a document, whichever way an editor writes it. */
  keyOf(uri: string): string;
  /** The key of the file at a path, relative to the document; undefined where the document lies in no folder. */
  locate(uri: string, path: string): string | undefined;
  /** The keys of the strategies in a folder and below it, a bounded number of them; none where it cannot be looked into. */
  strategiesIn(uri: string): Promise<readonly string[]>;
  /** Reads a strategy by its key; undefined where it cannot be known what is in it. */
  read(key: string): Promise<ReadFile | undefined>;
}

/** What was found when a strategy was read. */
export type ReadFile =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** The key of the file itself, where links lead to it. */
      readonly id: string;
    }
  /** `reason` is the end of a sentence that begins with the path. */
  | { readonly kind: 'missing'; readonly reason?: string };
