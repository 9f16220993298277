import { isUtf8 } from 'node:buffer';
import type { Json } from '#engine';
import { reasonOf } from '../store-error.ts';
import { badRow, documentOfRow, isFields, type Made, type RowPlace } from './fields.ts';
import type { Line } from './lines.ts';
import type { ReaderOptions } from './row.ts';

/** The document of one line of a .jsonl file; undefined for an empty line, which is no row. */
export function parseJsonRow(line: Line['bytes'], place: RowPlace, options: ReaderOptions): Made | undefined {
  if (line === null) return badRow(place, 'is too long to be a document');
  if (!isUtf8(line)) return badRow(place, 'is not valid UTF-8');
  return parseJsonText(Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString('utf8'), place, options);
}

/** The same of a line that is text already. */
export function parseJsonText(line: string, place: RowPlace, options: ReaderOptions): Made | undefined {
  // To JavaScript a byte order mark is white space, and so is the carriage return before a line feed.
  const text = line.trim();
  if (text === '') return undefined;
  let fields: Json;
  try {
    // JSON.parse gives nothing but JSON values.
    fields = JSON.parse(text) as Json;
  } catch (error) {
    return badRow(place, `is not valid JSON (${reasonOf(error)})`);
  }
  if (!isFields(fields)) return badRow(place, 'is not a JSON object');
  return documentOfRow(fields, place, options);
}
