import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Analysis, analyse, type Problem, type ProblemCode, problemCatalogue } from '#language';
import { type ConformanceCase, conformanceFiles, writtenCase } from '../helpers/conformance.ts';
import { usedBeside } from '../helpers/beside.ts';
import { differences } from '../helpers/differences.ts';
import { applyEdits } from '../helpers/edits.ts';
import { expectGolden } from '../helpers/golden.ts';
import { mark } from '../helpers/marked.ts';
import { completed } from '../helpers/strategies.ts';

const folder = (name: string): string => fileURLToPath(new URL(`conformance/${name}`, import.meta.url));
const wrong = conformanceFiles(folder('wrong'));
const right = conformanceFiles(folder('right'));
const all = wrong.flatMap(([, cases]) => cases);

/** `documents` lies beside the strategy, and the files that it may use. */
function check(text: string, evidence = false): Analysis {
  return analyse(text, { fileExists: (path) => path === 'documents', used: usedBeside, evidence });
}

/** Notes on evidence say something of nearly every strategy, and so stand in the files about them alone. */
function checkIn(path: string, text: string): Analysis {
  return check(text, basename(path).startsWith('evidence'));
}

describe('what is wrong', () => {
  it.each(wrong)('is told as it stands in %s', (path, cases) => {
    expectGolden(path, cases.map((one) => describedWrong(one, checkIn(path, completed(one.source)))).join('\n'));
  });

  it('is shown in 150 strategies at least', () => {
    expect(all.length).toBeGreaterThanOrEqual(150);
  });

  const told = wrong.flatMap(([path, those]) =>
    those.map(({ source }) => new Set(checkIn(path, completed(source)).problems.map(({ code }) => code))),
  );
  // A run's findings have a test of their own, since they need a run.
  const codes = Object.keys(problemCatalogue).filter((code) => !code.startsWith('run-'));
  it.each(codes)('is shown in two strategies for %s', (code) => {
    expect(told.filter((one) => [...one].some((found) => found === code)).length).toBeGreaterThanOrEqual(2);
  });

  const cases = wrong.flatMap(([path, those]) => those.map(({ title, source }) => [title, path, source] as const));
  it.each(cases)(
    '%s: each fix takes its problem away and brings none, and errors keep it from running',
    (_title, path, source) => {
      const text = completed(source);
      const { problems, strategy } = checkIn(path, text);
      for (const { code, message, fixes, span } of problems) {
        const before = problems.filter((one) => one.message === message).length;
        for (const { edits } of fixes) {
          const after = checkIn(path, applyEdits(text, edits)).problems;
          expect(after.filter((one) => one.message === message).length).toBeLessThan(before);
          const hidden = comesToLight[code] ?? [];
          const brought = added(problems, after).filter((one) => hidden !== 'all' && !hidden.includes(one.code));
          expect(brought.map((one) => `${one.code}: ${one.message}`)).toEqual([]);
        }
        expect(span.start).toBeLessThanOrEqual(span.end);
        expect(span.end).toBeLessThanOrEqual(text.length);
      }
      expect(strategy === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
    },
  );
});

/** What a mended problem may have hidden: nothing is said of what cannot be read, and of names while one is not known. */
const comesToLight: Partial<Record<ProblemCode, 'all' | readonly ProblemCode[]>> = {
  'yaml-syntax': 'all',
  'wrong-type': 'all',
  'unknown-key': 'all',
  'unknown-model': ['unused-model'],
  'unknown-variable': ['unused-variable'],
  // A default model leaves the others unused; the example of a path names a file of the example; what is begun goes on.
  'missing-key': ['unused-model', 'unused-variable', 'file-not-found', 'missing-key'],
  // One of several can be drawn then, the others still cannot.
  'zero-weights': ['unreachable-rephrasing'],
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

describe('what is right', () => {
  it.each(right)('resolves as it stands in %s', (path, cases) => {
    expectGolden(path, cases.map(describedRight).join('\n'));
  });

  it('is shown in 60 strategies at least', () => {
    expect(right.flatMap(([, cases]) => cases).length).toBeGreaterThanOrEqual(60);
  });
});

/** The source with the places of its problems, and each problem with what its fixes make of that place. */
function describedWrong({ title, source }: ConformanceCase, { text, problems }: Analysis): string {
  const inside = problems.map(({ span }) => span).filter(({ end }) => end <= source.length);
  const said = problems.flatMap((one) => [
    `${one.severity} ${one.code}: ${one.message}`,
    ...(one.span.end <= source.length
      ? []
      : indented(linesAround(mark(text, [one.span]), one.span.start, one.span.end + 2))),
    ...one.fixes.flatMap((fix) => mended(text, fix)),
  ]);
  return writtenCase(title, mark(source, inside), said.length > 0 ? said : ['no problem']);
}

function mended(text: string, { title, edits }: Problem['fixes'][number]): readonly string[] {
  const first = Math.min(...edits.map((edit) => edit.span.start));
  const grown = Math.max(...edits.map((edit) => first + edit.text.length));
  return [`  ${title}:`, ...indented(linesAround(applyEdits(text, edits), first, grown))];
}

function linesAround(text: string, start: number, end: number): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', Math.max(start, end));
  return text.slice(from, to === -1 ? text.length : to);
}

function indented(text: string): readonly string[] {
  return text.split('\n').map((line) => `      ${line}`.trimEnd());
}

/** The source, and what its resolved form has that the smallest strategy has not. */
function describedRight({ title, source }: ConformanceCase): string {
  const { problems, strategy } = check(completed(source));
  const smallest = check(completed('')).strategy;
  // Of a rephrasing that was put behind the source the line says nothing.
  const own = source.includes('rephrasings:');
  const wrongs = problems.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);
  const found = differences(smallest, strategy).filter((line) => own || !line.startsWith('rephrasings[0].line:'));
  return writtenCase(title, source, wrongs.length > 0 ? wrongs : found);
}
