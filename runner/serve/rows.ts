import type { Row } from '#store';
import type { RowsParams, RowsResult } from '#protocol';
import { readerOf, type Service } from './service.ts';
import { runnableStrategy } from './strategy.ts';

/** Rows of one answer at the most: more is read by pages. */
const mostRows = 1_000;

/** Characters of a row that are shown: a line of a list. */
const shownCharacters = 200;

/** Names rows of a file, so that one can be chosen. */
export async function rows(params: RowsParams, signal: AbortSignal, service: Service): Promise<RowsResult> {
  const loaded = service.load(params.strategy);
  // Only texts and ids are shown.
  const reader = { ...readerOf(service, runnableStrategy(loaded), loaded, {}), fields: [] };
  const from = Math.max(0, params.from);
  const count = Math.min(mostRows, Math.max(0, params.count));
  // One more, which says whether there are more.
  const found = await service.documents.rows(params.path, { from, count: count + 1 }, reader, signal);
  return { rows: found.slice(0, count).map(shown), more: found.length > count };
}

function shown(row: Row): RowsResult['rows'][number] {
  if (row.kind === 'bad') return { row: row.bad.row, id: '', beginning: row.bad.message, readable: false };
  const { row: number, id, text } = row.document;
  return { row: number, id, beginning: beginning(text), readable: true };
}

/** The beginning of a text in one line. A character that is two units is never cut in half. */
function beginning(text: string): string {
  const start = text
    .slice(0, shownCharacters * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return start.slice(0, shownCharacters).replace(/[\uD800-\uDBFF]$/, '');
}
