import { openSources, type Place, readRows, type Row, start } from '#store';
import { temporaryFolder } from './temporary-folder.ts';

export interface Reading {
  readonly from?: readonly string[];
  readonly textField?: string | null;
  readonly idField?: string | null;
  readonly place?: Place;
}

type Files = Readonly<Record<string, string | Uint8Array>>;

/** All rows that a strategy in a folder with these files would read. */
export async function readAll(files: Files, reading: Reading = {}): Promise<readonly Row[]> {
  const { from = Object.keys(files), textField = 'text', idField = null, place = start } = reading;
  const baseFolder = await temporaryFolder(files);
  const rows: Row[] = [];
  for (const source of await openSources(from, { baseFolder, textField, idField })) {
    for await (const row of readRows(source, place, new AbortController().signal)) rows.push(row);
  }
  return rows;
}

/** Of a document its text, of a bad row its message. */
export function brief(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => (row.kind === 'document' ? row.document.text : `! ${row.bad.message}`));
}
