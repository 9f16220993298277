import type { AsyncBuffer } from 'hyparquet';
import type { Json } from '#engine';
import { reasonOf, StoreError, systemCode } from '../store-error.ts';
import { documentOfRow, isFields } from './fields.ts';
import type { RowFile } from './jsonl.ts';
import type { Place, ReaderOptions, Row, RowGroups } from './row.ts';

/**
 * Rows of a .parquet file up to `until`, one row group in memory at a time; those before `from` are not read, nor are columns
 * that nobody asks for. The libraries are loaded when the first such file comes.
 * What is no Parquet or is damaged comes as a bad row, behind the rows that could be read.
 */
export async function* readParquet(file: RowFile, from: Place, options: ReaderOptions, until = Infinity): RowGroups {
  const [{ parquetMetadataAsync, parquetReadObjects, parquetSchema }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('./compressors.ts'),
  ]);
  const opened = await file.bytes.open();
  let reached = from.row;
  try {
    const { sizeBytes } = opened;
    const buffer: AsyncBuffer = {
      byteLength: sizeBytes,
      slice: (begin, end = sizeBytes) => opened.slice(begin, end),
    };
    const metadata = await parquetMetadataAsync(buffer);
    const columns = wantedColumns(
      parquetSchema(metadata).children.map(({ element }) => element.name),
      options,
    );
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      if (rowStart >= until) break;
      const groupEnd = rowStart + Number(group.num_rows);
      const first = Math.max(rowStart, from.row);
      const rowEnd = Math.min(groupEnd, until);
      if (first < rowEnd) {
        const rows =
          columns.length > 0
            ? await parquetReadObjects({ file: buffer, metadata, columns, compressors, rowStart: first, rowEnd })
            : Array.from({ length: rowEnd - first }, () => ({}));
        yield rowsOf(rows, first);
      }
      rowStart = groupEnd;
    }
  } catch (error) {
    if (error instanceof StoreError || systemCode(error) !== undefined) throw error;
    // The file is damaged, cut or none at all; the other files go on.
    const message = `${file.name} cannot be read as Parquet from row ${reached} on: ${reasonOf(error)}.`;
    const bad = { file: file.name, row: reached, line: null, message };
    yield [{ kind: 'bad', bad, next: { row: reached + 1, offset: 0 } }];
  } finally {
    await opened.close();
  }

  function* rowsOf(values: readonly unknown[], first: number): Generator<Row> {
    for (const [index, value] of values.entries()) {
      reached = first + index + 1;
      yield rowOf(value, first + index, file, options);
    }
  }
}

/** Of a path with dots the column is its first name, or the whole path where there is a column of that name. */
function wantedColumns(columns: string[], { textField, idField, fields }: ReaderOptions): string[] {
  if (textField === null || fields === null || fields === undefined) return columns;
  const paths = [textField, ...(idField === null ? [] : [idField])];
  return columns.filter(
    (column) => fields.includes(column) || paths.some((path) => path === column || path.startsWith(`${column}.`)),
  );
}

function rowOf(value: unknown, row: number, file: RowFile, options: ReaderOptions): Row {
  const fields = jsonOf(value);
  const place = { file: file.name, row, line: null };
  return { ...documentOfRow(isFields(fields) ? fields : {}, place, options), next: { row: row + 1, offset: 0 } };
}

/** A Parquet value as JSON: large integers become numbers or, beyond 2^53, text; dates ISO 8601; bytes are left out. */
function jsonOf(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return null;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<unknown>, jsonOf);
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, jsonOf(item)]));
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}
