import type { Difference } from '../store-error.ts';

/** Longest value that is shown of a difference, in characters. */
const shownCharacters = 80;

/** Everything in which two values of JSON differ, each with its path. Lists of named things are compared by name. */
export function differencesOf(old: unknown, now: unknown, path = ''): readonly Difference[] {
  if (isObject(old) && isObject(now)) return ofKeys(old, now, path);
  if (Array.isArray(old) && Array.isArray(now)) {
    const [oldNamed, nowNamed] = [byName(old), byName(now)];
    if (oldNamed === undefined || nowNamed === undefined) return ofKeys({ ...old }, { ...now }, path);
    const found = ofKeys(oldNamed, nowNamed, path);
    if (found.length > 0) return found;
    const [oldOrder, nowOrder] = [Object.keys(oldNamed), Object.keys(nowNamed)];
    return JSON.stringify(oldOrder) === JSON.stringify(nowOrder)
      ? []
      : [difference(`order of ${path}`, oldOrder, nowOrder)];
  }
  return JSON.stringify(old) === JSON.stringify(now) ? [] : [difference(path, old, now)];
}

function ofKeys(old: Record<string, unknown>, now: Record<string, unknown>, path: string): readonly Difference[] {
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...keys].flatMap((key) => differencesOf(old[key], now[key], path === '' ? key : `${path}.${key}`));
}

function difference(path: string, old: unknown, now: unknown): Difference {
  return { path, old: shown(old), new: shown(now) };
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters - 1)}…`;
}

function byName(list: readonly unknown[]): Record<string, unknown> | undefined {
  const named: Record<string, unknown> = {};
  for (const item of list) {
    if (!isObject(item) || typeof item['name'] !== 'string' || Object.hasOwn(named, item['name'])) return undefined;
    named[item['name']] = item;
  }
  return named;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
