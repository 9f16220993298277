import type { RowsResult } from '#protocol';

/** A row in a list to choose from. */
export interface RowItem {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Counted from 0; null for the entry behind the last row, which brings further ones. */
  readonly row: number | null;
  /** Whether it is a document. */
  readonly readable: boolean;
  readonly alwaysShow?: boolean;
}

/** Numbers are for people: rows count from 1 in the list, as in an editor. */
export function rowItems({ rows }: Pick<RowsResult, 'rows'>): readonly RowItem[] {
  return rows.map(({ row, id, beginning, readable }) => ({
    label: numberOf(row),
    // Without a name of its own a document is called by its place, which the number says already.
    description: readable ? oneLine(id.endsWith(`:${row}`) ? '' : id) : 'no document',
    detail: oneLine(beginning) || '(empty)',
    row,
    readable,
  }));
}

/** A number that is typed leads to that row, whether or not it has been read by then. */
export function typedRow(typed: string, loaded: number): readonly RowItem[] {
  const number = /^\s*\d{1,12}\s*$/.test(typed) ? Number(typed) : 0;
  if (number <= loaded) return [];
  const row = number - 1;
  return [{ label: numberOf(row), description: 'further down', row, readable: true, alwaysShow: true }];
}

export const furtherRows: RowItem = { label: 'Further rows …', row: null, readable: true, alwaysShow: true };

function numberOf(row: number): string {
  return `Row ${(row + 1).toLocaleString('en-US')}`;
}

/** Lists show one line, and read `$(name)` as an icon. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('$(', '$ (').trim();
}
