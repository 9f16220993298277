import { recordShapes, type Shape } from '#engine';
import { columnChoice, type ColumnType, columnsOf } from '../parts/columns.ts';
import type { RunManifest } from '../run/manifest.ts';

/**
 * The columns of the output in the words of the Hub's `dataset_info`. Without them its loader takes the types of a .jsonl
 * file from the first rows, and stops at a column that is null there and has text later.
 */
export function featureLines({ strategy }: RunManifest): readonly string[] {
  const shapes = recordShapes(strategy);
  const lines = columnsOf(columnChoice(strategy)).flatMap(({ name, type }) => {
    const keys = name === 'variables' || name === 'measures' ? shapes[name] : null;
    return keys !== null && strategy.output.as === 'jsonl' ? structure(name, keys) : feature(name, types[type]);
  });
  return ['dataset_info:', '  features:', ...lines.map((line) => `  ${line}`)];
}

const types: Readonly<Record<ColumnType, string>> = { text: 'string', integer: 'int64', json: 'string' };

const dtypes: Readonly<Record<Shape, string>> = {
  text: 'string',
  integer: 'int64',
  number: 'float64',
  boolean: 'bool',
};

function feature(name: string, dtype: string): readonly string[] {
  return [`- name: ${JSON.stringify(name)}`, `  dtype: ${dtype}`];
}

function structure(name: string, keys: Readonly<Record<string, Shape>>): readonly string[] {
  const fields = Object.entries(keys).flatMap(([key, shape]) => feature(key, dtypes[shape]));
  if (fields.length === 0) return [`- name: ${name}`, '  struct: []'];
  return [`- name: ${name}`, '  struct:', ...fields.map((line) => `  ${line}`)];
}
