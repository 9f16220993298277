/**
 * What of a resolved strategy its records hang on, so that strategies with the same essence make the same: without lines
 * and descriptions, without how many documents are taken, how fast and at what price models answer and who starts them,
 * where the output goes, and what is expected in tests. The strategy may come from a file.
 */
export function essence(strategy: unknown): unknown {
  if (!isMap(strategy)) return null;
  const { about: _about, output, tests: _tests, targets: _targets, budget: _budget, ...rest } = strategy;
  return withoutLines({
    ...rest,
    seeds: without(rest['seeds'], ['limit']),
    models: isMap(rest['models']) ? mapped(rest['models'], (model) => without(model, asideOfModels)) : undefined,
    rephrasings: Array.isArray(rest['rephrasings']) ? rest['rephrasings'].map((one) => without(one, ['about'])) : [],
    output: { raw: isMap(output) && output['raw'] === true },
  });
}

const asideOfModels = ['limits', 'price', 'parameters', 'serve', 'batch'];

function without(value: unknown, keys: readonly string[]): unknown {
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function mapped(map: Readonly<Record<string, unknown>>, change: (value: unknown) => unknown): unknown {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

/** Whether two strategies make the same records of the same documents. */
export function sameEssence(left: unknown, right: unknown): boolean {
  return canonical(essence(left)) === canonical(essence(right));
}

function withoutLines(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLines);
  if (!isMap(value)) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'line');
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutLines(item)]));
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isMap(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const sorted = entries.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join()}}`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
