/** Where two plain values differ, a line each: the path, and what the second has there. */
export function differences(before: unknown, after: unknown, path = ''): readonly string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    // What stands behind the last one is held against it, so that only what is its own is said of it.
    return Array.from({ length }, (_, at) => {
      const other: unknown = at < before.length || at >= after.length ? before[at] : before.at(-1);
      return differences(other, after[at], `${path}[${at}]`);
    }).flat();
  }
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(before[key], after[key], path === '' ? key : `${path}.${key}`));
  }
  return [`${path}: ${after === undefined ? 'absent' : JSON.stringify(after)}`];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
