import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Analysis, analyse, type Problem, type ProblemCode, problemCatalogue } from '#language';
import { usedBeside } from '../helpers/beside.ts';
import { applyEdits } from '../helpers/edits.ts';
import { expectGolden } from '../helpers/golden.ts';
import { mark } from '../helpers/marked.ts';
import { completed } from '../helpers/strategies.ts';

/** Top-level blocks, most of them wrong in one way. What they lack to be whole strategies is put behind them. */
const cases = readFileSync(fileURLToPath(new URL('problem-cases.txt', import.meta.url)), 'utf8')
  .replace(/\n$/, '')
  .split('\n§\n');

function check(text: string): Analysis {
  return analyse(text, { fileExists: (path) => path === 'documents', used: usedBeside });
}

describe('problems', () => {
  it('are told in these words, at these places, with these fixes', () => {
    expectGolden(fileURLToPath(new URL('problems.golden.txt', import.meta.url)), cases.map(described).join('\n'));
  });

  it.each(Object.keys(problemCatalogue))('%s has two cases at least', (code) => {
    const having = cases.filter((source) => check(completed(source)).problems.some((told) => told.code === code));
    expect(having.length).toBeGreaterThanOrEqual(2);
  });

  it.each(cases)('%j: each fix takes its problem away and brings none, and errors keep it from running', (source) => {
    const text = completed(source);
    const { problems, strategy } = check(text);
    for (const { code, message, fixes, span } of problems) {
      const before = problems.filter((told) => told.message === message).length;
      for (const { edits } of fixes) {
        const after = check(applyEdits(text, edits)).problems;
        expect(after.filter((told) => told.message === message).length).toBeLessThan(before);
        const hidden = comesToLight[code] ?? [];
        const brought = added(problems, after).filter((told) => hidden !== 'all' && !hidden.includes(told.code));
        expect(brought.map((told) => `${told.code}: ${told.message}`)).toEqual([]);
      }
      expect(span.start).toBeLessThanOrEqual(span.end);
      expect(span.end).toBeLessThanOrEqual(text.length);
    }
    expect(strategy === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
  });
});

/** What a mended problem may have hidden: nothing is said of what cannot be read, and of names while one is not known. */
const comesToLight: Partial<Record<ProblemCode, 'all' | readonly ProblemCode[]>> = {
  'yaml-syntax': 'all',
  'wrong-type': 'all',
  'unknown-key': 'all',
  'unknown-model': ['unused-model'],
  // A default model leaves the others unused; the example of a path names a file of the example.
  'missing-key': ['unused-model', 'file-not-found'],
  'unused-ignore': ['unused-ignore'],
};

/** Problems that were not there, each as often as it is more often there. */
function added(before: readonly Problem[], after: readonly Problem[]): readonly Problem[] {
  const left = before.map(({ message }) => message);
  return after.filter(({ message }) => {
    const index = left.indexOf(message);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** The source, and each problem with its place marked and with what its fixes make of that place. */
function described(source: string): string {
  const text = completed(source);
  const told = check(text).problems.map(({ code, severity, message, span, fixes }) => {
    const place = indented(linesAround(mark(text, [span]), span.start, span.end + 2));
    const mends = fixes.map(({ title, edits }) => {
      const first = Math.min(...edits.map((edit) => edit.span.start));
      const grown = Math.max(...edits.map((edit) => first + edit.text.length));
      return `  ${title}:\n${indented(indented(linesAround(applyEdits(text, edits), first, grown)))}`;
    });
    return [`${severity} ${code}: ${message}`, place, ...mends].join('\n');
  });
  return ['='.repeat(80), source, '-'.repeat(80), ...(told.length > 0 ? told : ['(no problem)']), ''].join('\n');
}

function linesAround(text: string, start: number, end: number): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', Math.max(start, end));
  return text.slice(from, to === -1 ? text.length : to);
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}
