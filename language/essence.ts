/**
 * What of a resolved strategy its records hang on, as a text that is equal for strategies that make the same: without lines
 * and descriptions, without how many documents are taken, how fast and at what price models answer and who starts them,
 * where the output goes, and what is expected in tests. The strategy may come from a file.
 */
export function essence(strategy: unknown): string {
  if (!isMap(strategy)) return '';
  const { about: _about, output, tests: _tests, targets: _targets, budget: _budget, ...rest } = strategy;
  return canonical({
    ...rest,
    seeds: without(rest['seeds'], ['limit']),
    models: isMap(rest['models']) ? mapped(rest['models'], (model) => without(model, asideOfModels)) : undefined,
    rephrasings: Array.isArray(rest['rephrasings']) ? rest['rephrasings'].map((one) => without(one, ['about'])) : [],
    raw: isMap(output) && output['raw'] === true,
  });
}

const asideOfModels = ['limits', 'price', 'parameters', 'serve'];

function without(value: unknown, keys: readonly string[]): unknown {
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function mapped(map: Readonly<Record<string, unknown>>, change: (value: unknown) => unknown): unknown {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

/** JSON with sorted keys and without lines of the file. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isMap(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([key, item]) => key !== 'line' && item !== undefined);
  const sorted = entries.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join()}}`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
