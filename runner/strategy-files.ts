import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Analysis, analyse, type FilePort, type FoundFile, usedFile, usedPaths } from '#language';

/** A strategy file whose text is at hand, as an editor's buffer is. */
export interface TextAt {
  readonly path: string;
  readonly text: string;
}

interface AnalysedFile {
  readonly analysis: Analysis;
  /** Absolute paths of the files that it uses, itself or through others. */
  readonly uses: readonly string[];
}

/**
 * Analyses a strategy with the files that it uses. They are read from the disk, each once, unless their text is at hand.
 */
export function analyseFile(
  { path, text }: TextAt,
  buffers: readonly TextAt[] = [],
  previous?: Analysis,
): AnalysedFile {
  const texts = new Map([...buffers, { path, text }].map((buffer) => [idOf(resolve(buffer.path)), buffer.text]));
  const files = new Map<string, FoundFile & { readonly text?: string }>();
  const analyses = new Map<string, Analysis>();
  const port: FilePort = {
    find(from, written) {
      const key = resolve(dirname(from), written);
      const known = files.get(key) ?? found(key, texts);
      files.set(key, known);
      return known;
    },
    analysisOf(key) {
      const known = analyses.get(key) ?? analysed(key, files.get(key)?.text ?? '', port);
      analyses.set(key, known);
      return known;
    },
  };
  const analysis = analysed(resolve(path), text, port, previous);
  return { analysis, uses: [...files].filter(([, { kind }]) => kind === 'file').map(([key]) => key) };
}

function analysed(key: string, text: string, port: FilePort, previous?: Analysis): Analysis {
  const place = { key, id: idOf(key) };
  return analyse(text, {
    fileExists: (written) => existsSync(resolve(dirname(key), written)),
    used: (written) => usedFile(place, written, port),
    ...(previous && { previous }),
  });
}

function found(key: string, texts: ReadonlyMap<string, string>): FoundFile & { readonly text?: string } {
  const id = idOf(key);
  try {
    const text = texts.get(id) ?? readFileSync(key, 'utf8');
    return { kind: 'file', key, id, uses: usedPaths(text), text };
  } catch (error) {
    const reason = reasonOf(error);
    return reason === undefined ? { kind: 'missing' } : { kind: 'missing', reason };
  }
}

/** The real path, so that a file that is reached by two ways is known for one; a buffer may have no file. */
function idOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function reasonOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  if (code === 'EISDIR') return 'is a folder, and `use` takes files';
  if (code === 'EACCES') return 'cannot be read: permission is denied';
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
