import { dirname } from 'node:path';
import type { PartTextParams, PartTextResult } from '#protocol';
import type { Service } from './service.ts';

/** Rows that are shown at once: those of a part of the usual size. */
const mostRows = 1_000;

/** The rows of a part of a run's output as lines of JSON, whatever its format and however it is packed. */
export async function partText(
  { path }: PartTextParams,
  signal: AbortSignal,
  { documents }: Pick<Service, 'documents'>,
): Promise<PartTextResult> {
  // Whatever is in a row is its text, so that every row can be shown.
  const reader = { baseFolder: dirname(path), textField: null, idField: null };
  const rows = await documents.rows(path, { from: 0, count: mostRows + 1 }, reader, signal);
  const lines = rows
    .slice(0, mostRows)
    .map((row) => `${row.kind === 'document' ? JSON.stringify(row.document.fields) : row.bad.message}\n`);
  return { text: lines.join(''), more: rows.length > mostRows };
}
