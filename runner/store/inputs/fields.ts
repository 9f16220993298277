import type { Json, SeedDocument } from '#engine';
import type { BadRow, ReaderOptions } from './row.ts';

export type Fields = Readonly<Record<string, Json>>;

export type Made =
  | { readonly kind: 'document'; readonly document: SeedDocument }
  | { readonly kind: 'bad'; readonly bad: BadRow };

/** Where a row stands, and how a sentence names that place. */
export interface RowPlace {
  readonly file: string;
  readonly row: number;
  readonly line: number | null;
}

/** The document that a row of a .jsonl or .parquet file is. */
export function documentOfRow(fields: Fields, place: RowPlace, options: ReaderOptions): Made {
  const text = options.textField === null ? allText(fields) : valueAt(fields, options.textField);
  if (typeof text !== 'string') {
    return badRow(place, `has ${described(text)} in the field ${options.textField}, where its text should be`);
  }
  const id = options.idField === null ? undefined : valueAt(fields, options.idField);
  if (id !== null && typeof id === 'object') {
    return badRow(place, `has ${described(id)} in the field ${options.idField}, where its id should be`);
  }
  const { file, row } = place;
  return {
    kind: 'document',
    document: { id: String(id ?? `${file}:${row}`), text, fields, file, row },
  };
}

/** Every string in a value, in its order. Lists and objects are gone through, as benchmarks keep choices in them. */
function allText(value: Json): string {
  return stringsOf(value).join('\n');
}

function stringsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(stringsOf);
}

export function badRow(place: RowPlace, what: string): Made {
  return { kind: 'bad', bad: { ...place, message: `${nameOf(place)} ${what}.` } };
}

/** A field by its name; where no field has that name, dots go into nested objects. Only a row's own keys count. */
export function valueAt(fields: Fields, path: string): Json | undefined {
  if (Object.hasOwn(fields, path)) return fields[path];
  let value: Json | undefined = fields;
  for (const key of path.split('.')) {
    if (!isFields(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf({ file, row, line }: RowPlace): string {
  return line === null ? `Row ${row} of ${file}` : `Line ${line} of ${file}`;
}

function described(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
