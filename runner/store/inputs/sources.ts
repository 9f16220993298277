import type { SourceKind } from './formats.ts';
import { findFiles, type InputFile } from './find-files.ts';
import type { ReaderOptions } from './row.ts';

/** Something that rows are read from, in order: one file with rows, or many files that are a document each. */
export interface Source {
  /** The file's path relative to the strategy's folder with forward slashes, or `documents` for the single documents. */
  readonly name: string;
  readonly kind: SourceKind;
  /** One file, except where the kind is `documents`; then in the order in which they are read. */
  readonly files: readonly InputFile[];
  /** All files together. */
  readonly sizeBytes: number;
  readonly options: ReaderOptions;
}

/**
 * What `seeds.from` means on this machine: every file with rows is a source, in the order written, and all files that are
 * single documents are one source together, where the first of them stands. A file that is named twice is read once.
 * @throws StoreError for a missing file, a folder without documents, an ending that is not read, a remote place.
 */
export async function openSources(from: readonly string[], options: ReaderOptions): Promise<readonly Source[]> {
  const files = new Map<string, InputFile>();
  for (const written of from) {
    for (const file of await findFiles(written, options)) {
      if (!files.has(file.name)) files.set(file.name, file);
    }
  }
  const sources: Source[] = [];
  const documents = [...files.values()].filter(({ kind }) => kind === 'documents');
  let haveDocuments = false;
  for (const file of files.values()) {
    if (file.kind !== 'documents') {
      sources.push({ name: file.name, kind: file.kind, files: [file], sizeBytes: file.sizeBytes, options });
    } else if (!haveDocuments) {
      haveDocuments = true;
      const sizeBytes = documents.reduce((sum, document) => sum + document.sizeBytes, 0);
      sources.push({ name: 'documents', kind: 'documents', files: documents, sizeBytes, options });
    }
  }
  return sources;
}
