import type { Fix, Problem } from '../problem.ts';
import { type ProblemCode, problemCatalogue } from '../problems.ts';
import { type Span, shift } from '../span.ts';

/** A problem, with the severity that its code has in the catalogue. */
export function problem(code: ProblemCode, span: Span, message: string, fixes: readonly Fix[] = []): Problem {
  return { code, severity: problemCatalogue[code].severity, span, message, fixes };
}

/** The same problem, `by` code units further on. */
export function shiftProblem(told: Problem, by: number): Problem {
  if (by === 0) return told;
  return {
    ...told,
    span: shift(told.span, by),
    fixes: told.fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map(({ span, text }) => ({ span: shift(span, by), text })),
    })),
  };
}

/** One fix for each word that may have been meant. */
export function replacements(span: Span, words: readonly string[]): readonly Fix[] {
  return words.map((text) => ({ title: `Change to \`${text}\``, edits: [{ span, text }] }));
}

/** ", did you mean …?" for the nearest word, and nothing where no word is near. */
export function didYouMean(words: readonly string[]): string {
  const [nearest] = words;
  return nearest === undefined ? '.' : `; did you mean \`${nearest}\`?`;
}

/** "a, b or c" */
export function alternatives(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
