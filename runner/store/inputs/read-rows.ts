import type { SeedDocument } from '#engine';
import { reasonOf, StoreError } from '../store-error.ts';
import { allBytes } from './bytes.ts';
import type { Made } from './fields.ts';
import { parseJsonText } from './json-row.ts';
import { gunzip } from './gunzip.ts';
import { readJsonl, readPackedJsonl } from './jsonl.ts';
import { readParquet } from './parquet.ts';
import type { BadRow, Place, ReaderOptions, Row, RowGroups } from './row.ts';
import type { Source } from './sources.ts';
import { documentOfFile, documentOfText } from './text-document.ts';
import { unzstd } from './unzstd.ts';

/**
 * The rows of a source from a place on. Memory holds one row, one buffer, or one row group of a .parquet file. What cannot
 * be a document comes as a bad row and the rest goes on.
 * @param until where whoever reads will stop: rows behind it need not come
 * @throws StoreError where a file cannot be read at all; the signal's reason when it is aborted.
 */
export async function* readRows(
  source: Source,
  from: Place,
  signal: AbortSignal,
  until = Infinity,
): AsyncGenerator<Row> {
  for await (const rows of readRowGroups(source, from, signal, until)) {
    for (const row of rows) {
      yield row;
      signal.throwIfAborted();
    }
  }
}

/** The same, as many rows at a time as are there: nothing is waited for between two of them. */
export async function* readRowGroups(source: Source, from: Place, signal: AbortSignal, until = Infinity): RowGroups {
  signal.throwIfAborted();
  try {
    for await (const rows of rowsOf(source, from, until)) {
      yield rows;
      signal.throwIfAborted();
    }
  } catch (error) {
    if (error instanceof StoreError || signal.aborted) throw error;
    throw new StoreError('io', `${source.name} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}

/**
 * The documents of one file for a preview, from its text as it stands in the editor or from the bytes of the file. A .jsonl file gives its first
 * `most` documents, and every other file is one document. Bad rows are passed over.
 * @param name the file's path relative to the strategy's folder; what has no known ending is plain text.
 * @throws StoreError where there is no document in it.
 */
export async function readDocument(
  name: string,
  content: string | Uint8Array,
  options: ReaderOptions,
  most: number = 100,
): Promise<readonly SeedDocument[]> {
  const file = name.replaceAll('\\', '/');
  if (/\.(?:gz|zst|parquet)$/i.test(file)) {
    throw new StoreError('unsupported-input', `${file} is not text; preview a sample of the strategy instead.`);
  }
  const made = /\.jsonl$/i.test(file)
    ? documentsOfLines(file, textOf(content), options, most)
    : [
        await (typeof content === 'string'
          ? documentOfText(file, content, options)
          : documentOfFile(file, content, options)),
      ];
  const documents = made.flatMap((one) => (one.kind === 'document' ? [one.document] : []));
  if (documents.length > 0) return documents;
  const bad = made.find((one) => one.kind === 'bad');
  throw new StoreError('no-input', bad?.bad.message ?? `${file} has no documents.`);
}

function textOf(content: string | Uint8Array): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

function documentsOfLines(file: string, text: string, options: ReaderOptions, most: number): readonly Made[] {
  const made: Made[] = [];
  let documents = 0;
  for (const [row, line] of text.split('\n').entries()) {
    const one = parseJsonText(line, { file, row, line: row + 1 }, options);
    if (one === undefined) continue;
    made.push(one);
    if (one.kind === 'document') documents++;
    if (documents >= most) break;
  }
  return made;
}

function rowsOf(source: Source, from: Place, until: number): RowGroups {
  const [file] = source.files;
  if (source.kind === 'documents') return readDocuments(source, from);
  if (file === undefined) throw new TypeError('A source of rows has a file.');
  if (source.kind === 'jsonl') return readJsonl(file, from, source.options);
  if (source.kind === 'jsonl.gz') return readPackedJsonl(file, from, source.options, gunzip);
  if (source.kind === 'jsonl.zst') return readPackedJsonl(file, from, source.options, unzstd);
  return readParquet(file, from, source.options, until);
}

async function* readDocuments({ files, options }: Source, from: Place): RowGroups {
  for (const [index, file] of files.entries()) {
    if (index < from.row) continue;
    const next = { row: index + 1, offset: 0 };
    const made = await allBytes(file.bytes)
      .then((bytes) => documentOfFile(file.name, bytes, options))
      .catch((error: unknown) => unreadable(file.name, reasonOf(error)));
    yield [{ ...made, next }];
  }
}

/** A file that cannot be opened, or a page that no parser can walk, is one document that is missing, not the end of the run. */
function unreadable(file: string, reason: string): { readonly kind: 'bad'; readonly bad: BadRow } {
  return { kind: 'bad', bad: { file, row: 0, line: null, message: `${file} cannot be read: ${reason}.` } };
}
