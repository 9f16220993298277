import type { Json } from '../document.ts';
import { type Cleaned, cleaned, rejected } from './cleaned.ts';
import { jsonIn } from './json-in.ts';

/** Keeps one field of an answer that is JSON. What is no text is kept as JSON. */
export function jsonField(text: string, field: string): Cleaned {
  const found = jsonIn(text);
  if (!found.ok) return rejected('json', 'The answer is no JSON, and holds none.');
  const value = valueAt(found.value, field.split('.'));
  if (value === undefined || value === null) return rejected('json', `The answer’s JSON has no field “${field}”.`);
  return cleaned(typeof value === 'string' ? value : JSON.stringify(value));
}

function valueAt(json: Json, path: readonly string[]): Json | undefined {
  let value: Json | undefined = json;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    // An object that has the name as its own property can be read by it; of a list the names are its places.
    value = (value as Readonly<Record<string, Json>>)[name];
  }
  return value;
}
