import { LineIndex } from '../line-index.ts';
import type { Problem } from '../problem.ts';
import type { SharedNames } from './names.ts';
import { normalPath, pathFrom } from './path.ts';

/** What is known of a file that a strategy uses. */
export type UsedFile =
  | {
      readonly kind: 'names';
      readonly names: SharedNames;
      /** What keeps it from being used; undefined where it has no errors. */
      readonly errors: Errors | undefined;
    }
  /** `reason` is the end of a sentence that begins with the path: "cannot be read: permission is denied". */
  | { readonly kind: 'missing'; readonly reason?: string }
  /** It uses the file that uses it: `way` are the files from the one to the other, as paths from the latter. */
  | { readonly kind: 'cycle'; readonly way: readonly string[] };

interface Errors {
  readonly count: number;
  /** Of the first one, from 1. */
  readonly line: number;
  readonly message: string;
}

/** Answers what is known of the file at a path, as a strategy writes it; undefined where it is not read yet. */
export type UsedFiles = (path: string) => UsedFile | undefined;

/** Where a file is. */
export interface FilePlace {
  /** Names the file, and the place that its paths are relative to. */
  readonly key: string;
  /** The same for two places that are the same file, as links are. */
  readonly id: string;
}

/** A file as something outside of the language finds it. */
export type FoundFile =
  | (FilePlace & {
      readonly kind: 'file';
      /** The paths that it uses, as {@link usedPaths} reads them. */
      readonly uses: readonly string[];
    })
  | Extract<UsedFile, { kind: 'missing' }>;

/** What an analysis says to those who use its file. */
export interface Analysed {
  readonly text: string;
  readonly problems: readonly Problem[];
  readonly shared: SharedNames;
}

/** Where files are found, and how they are analysed. */
export interface FilePort {
  /** The file at a path, as the file of a key writes it; undefined where it is not read yet. */
  readonly find: (from: string, path: string) => FoundFile | undefined;
  /** The analysis of a file that has been found. It is never asked for one that is needed to make it. */
  readonly analysisOf: (key: string) => Analysed;
}

/** What a file has to know of a file that it uses. */
export function usedFile(from: FilePlace, path: string, port: FilePort): UsedFile | undefined {
  const found = port.find(from.key, path);
  if (found?.kind !== 'file') return found;
  const way = found.id === from.id ? [] : wayBack(found, from, path, port);
  if (way !== undefined) return { kind: 'cycle', way };
  const { text, problems, shared } = port.analysisOf(found.key);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return { kind: 'names', names: shared, errors: undefined };
  const line = new LineIndex(text).positionOf(first.span.start).line + 1;
  return { kind: 'names', names: shared, errors: { count: errors.length, line, message: first.message } };
}

interface Way {
  readonly file: Extract<FoundFile, { kind: 'file' }>;
  readonly files: readonly string[];
}

/** The shortest way from a used file back to the file that uses it, by the files between them; undefined where there is none. */
function wayBack(file: Way['file'], home: FilePlace, path: string, { find }: FilePort): readonly string[] | undefined {
  const seen = new Set([file.key]);
  let ways: readonly Way[] = [{ file, files: [normalPath(path)] }];
  while (ways.length > 0) {
    const further: Way[] = [];
    for (const { file: last, files } of ways) {
      for (const used of last.uses) {
        const next = find(last.key, used);
        if (next?.kind !== 'file') continue;
        if (next.id === home.id) return files;
        if (seen.has(next.key)) continue;
        seen.add(next.key);
        further.push({ file: next, files: [...files, pathFrom(files.at(-1) ?? '', used)] });
      }
    }
    ways = further;
  }
  return undefined;
}
