import type { Problem } from '../problem.ts';
import type { ProblemCode } from '../problems.ts';
import type { Chunk } from '../syntax/tree.ts';

/** What a break in the YAML is likely to have caused by itself. */
const echoes: ReadonlySet<ProblemCode> = new Set([
  'unknown-key',
  'missing-key',
  'wrong-type',
  'duplicate-key',
  'unknown-value',
  'text-unused',
]);

/**
 * True where a problem is an echo of a break in the YAML of its chunk: something seems to be absent, or stands on a
 * line that could not be read. One cause is told once.
 */
export function inBrokenPart({ code, span }: Problem, { text, problems }: Chunk): boolean {
  if (!echoes.has(code)) return false;
  const breaks = problems.filter((found) => found.code === 'yaml-syntax');
  if (breaks.length === 0) return problems.some((told) => overlaps(told.span, span));
  if (code === 'missing-key' || code === 'text-unused') return true;
  const line = lineOf(text, span.start);
  return breaks.some((found) => lineOf(text, found.span.start) === line || overlaps(found.span, span));
}

function overlaps(
  a: { readonly start: number; readonly end: number },
  b: { readonly start: number; readonly end: number },
): boolean {
  return a.start < b.end && b.start < a.end;
}

function lineOf(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1);
}
