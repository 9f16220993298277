import { posix } from 'node:path';
import { type Analysis, analyse, type FilePort, usedFile, type UsedFiles, usedPaths } from '#language';

/** Strategies that use each other, by their paths. */
export interface Files {
  readonly files: Map<string, string>;
  /** The analysis of a file as it is now; what was known of it before is taken over where `incremental` says so. */
  analysisOf(path: string): Analysis;
  /** What a file of this path is told of those that it uses. */
  usedBy(path: string): UsedFiles;
}

/** Files that lie in memory. A file with the text `unread` is there and has not been read yet. */
export function filesOf(source: Readonly<Record<string, string>>, { incremental = false } = {}): Files {
  const files = new Map(Object.entries(source));
  const before = new Map<string, Analysis>();
  const port: FilePort = {
    find(from, path) {
      const key = placed(from, path);
      const text = files.get(key);
      if (text === 'unread') return undefined;
      return text === undefined ? { kind: 'missing' } : { kind: 'file', key, id: key, uses: usedPaths(text) };
    },
    analysisOf,
  };
  const usedBy =
    (path: string): UsedFiles =>
    (written) =>
      usedFile({ key: path, id: path }, written, port);
  function analysisOf(path: string): Analysis {
    const previous = incremental ? before.get(path) : undefined;
    const analysis = analyse(files.get(path) ?? '', {
      ...(previous === undefined ? {} : { previous }),
      fileExists: (written) => (/\.(?:jsonl|gguf)$/.test(written) ? files.has(placed(path, written)) : true),
      used: usedBy(path),
    });
    before.set(path, analysis);
    return analysis;
  }
  return { files, analysisOf, usedBy };
}

function placed(from: string, path: string): string {
  return posix.isAbsolute(path) ? path : posix.join(posix.dirname(from), path);
}
