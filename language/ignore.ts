import { problem, replacements } from './checks/problem.ts';
import { closest } from './nearest.ts';
import type { Problem } from './problem.ts';
import { type ProblemCode, problemCatalogue } from './problems.ts';
import type { Span } from './span.ts';
import { linesFrom } from './syntax/lines.ts';

/** What no comment silences: without these the strategy could not be run at all. */
const unsilenceable: ReadonlySet<string> = new Set<ProblemCode>([
  'yaml-syntax',
  'unquoted-template',
  'unsupported-version',
  'unknown-key',
  'missing-key',
  'wrong-type',
  'unknown-value',
  'out-of-range',
  'duplicate-key',
  'unknown-model',
  'import-cycle',
  'import-errors',
  'unknown-filter',
  'template-syntax',
  'expression-syntax',
  'zero-weights',
  'unused-ignore',
]);

interface Ignore {
  readonly code: string;
  readonly span: Span;
  /** Where the first line below begins that is no comment and not empty, and where it ends. */
  readonly line: Span;
}

const comment = /^[ \t]*#[ \t]*wordmill:[ \t]*ignore[ \t]+([^\r\n]*)/gm;

/**
 * Takes away the problems that a comment `# wordmill: ignore CODE` stands above, and tells of comments that silence
 * nothing.
 *
 * @param isText true where an offset lies in a scalar, so that what stands there is no comment
 */
export function applyIgnores(
  text: string,
  problems: readonly Problem[],
  isText: (offset: number) => boolean,
): readonly Problem[] {
  const ignores = readIgnores(text, isText);
  if (ignores.length === 0) return problems;
  const used = new Set<Ignore>();
  const left = problems.filter(({ code, span }) => {
    const by = ignores.find((ignore) => ignore.code === code && !unsilenceable.has(code) && holds(ignore.line, span));
    if (by !== undefined) used.add(by);
    return by === undefined;
  });
  return [...left, ...ignores.filter((ignore) => !used.has(ignore)).map(unused)];
}

function holds(line: Span, { start }: Span): boolean {
  return line.start <= start && start <= line.end;
}

function unused({ code, span }: Ignore): Problem {
  if (unsilenceable.has(code)) {
    return problem('unused-ignore', span, `\`${code}\` cannot be silenced: with it the strategy could not run.`);
  }
  if (Object.hasOwn(problemCatalogue, code)) {
    return problem('unused-ignore', span, `The line below has no \`${code}\` to silence.`);
  }
  const near = closest(code, Object.keys(problemCatalogue));
  return problem('unused-ignore', span, `There is no problem \`${code}\`.`, replacements(span, near));
}

function readIgnores(text: string, isText: (offset: number) => boolean): readonly Ignore[] {
  if (!text.includes('wordmill:')) return [];
  return Array.from(text.matchAll(comment)).flatMap((match) => {
    const end = match.index + match[0].length;
    const codes = match[1] ?? '';
    if (isText(match.index + match[0].indexOf('#'))) return [];
    const line = lineBelow(text, end);
    return Array.from(codes.matchAll(/[^\s,]+/g), (code) => {
      const start = end - codes.length + code.index;
      return { code: code[0], span: { start, end: start + code[0].length }, line };
    });
  });
}

function lineBelow(text: string, from: number): Span {
  const next = text.indexOf('\n', from);
  if (next === -1) return { start: text.length, end: text.length };
  for (const { start, end } of linesFrom(text, next + 1)) {
    if (!/^[ \t]*(?:#|$)/.test(text.slice(start, end))) return { start, end };
  }
  return { start: text.length, end: text.length };
}
