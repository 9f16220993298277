import { measureTable, parseExpression, type Strategy, type VariableValue } from '#language';
import { alwaysTaken } from './judge.ts';

/** What a key of `variables` or `measures` holds. */
export type Shape = 'text' | 'integer' | 'number' | 'boolean';

/** The keys that records of a strategy can have there. A record need not have all of them. */
export interface RecordShapes {
  readonly variables: Readonly<Record<string, Shape>>;
  readonly measures: Readonly<Record<string, Shape>>;
}

export function recordShapes({ variables, rephrasings }: Strategy): RecordShapes {
  const named = new Set(
    rephrasings.flatMap(({ keep, chunk }) =>
      [...keep, ...(chunk?.keep ?? [])].flatMap(({ expression }) =>
        parseExpression(expression).names.map(({ name }) => name),
      ),
    ),
  );
  return {
    variables: Object.fromEntries(
      Object.entries(variables).map(([name, { values }]) => [name, shapeOf(values.map(({ value }) => value))]),
    ),
    measures: Object.fromEntries(
      Object.entries(measureTable)
        .filter(([name]) => alwaysTaken.has(name) || named.has(name))
        .map(([name, { type }]): [string, Shape] => [name, type === 'string' ? 'text' : type]),
    ),
  };
}

/** Values of several types have none in common but text. */
function shapeOf(values: readonly VariableValue[]): Shape {
  if (values.every((value) => typeof value === 'boolean')) return 'boolean';
  if (!values.every((value) => typeof value === 'number')) return 'text';
  return values.every((value) => Number.isInteger(value)) ? 'integer' : 'number';
}
