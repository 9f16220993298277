import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { type Analysis, analyse, type LastRun, LineIndex, outputFolder, type Problem, readLastRun } from '#language';
import { CommandError, type ExitCode, exitCodes } from '../exit.ts';
import { type LoadedStrategy, loadFile } from '../load.ts';
import type { Console } from './console.ts';

export type CheckFormat = 'text' | 'json' | 'github';

/** A problem with its place as people and other tools count it: lines and columns from 1, columns in UTF-16 units. */
interface PlacedProblem {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface CheckCommand {
  readonly format: CheckFormat;
  /** Whether notes are given on what studies say. */
  readonly evidence: boolean;
}

/** `wordmill check FILE…`: exit 1 where a file has an error. */
export async function check(
  files: readonly string[],
  { format, evidence }: CheckCommand,
  console: Console,
): Promise<ExitCode> {
  const checked = [];
  const unreadable: string[] = [];
  for (const file of files) {
    try {
      checked.push({
        file,
        problems: placedProblems({ analysis: await furtherAnalysis(await loadFile(file), evidence) }),
      });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      unreadable.push(error.message);
    }
  }
  if (format === 'json') console.result(JSON.stringify({ files: checked }, null, 2));
  else {
    for (const { file, problems } of checked) {
      for (const problem of problems)
        console.result(format === 'github' ? annotation(file, problem) : line(file, problem));
    }
  }
  const all = checked.flatMap(({ problems }) => problems);
  if (format === 'text') console.talk(summary(checked.length, all));
  // The other files were checked all the same.
  if (unreadable.length > 0) throw new CommandError(exitCodes.usage, unreadable.join('\n'));
  return all.some(({ severity }) => severity === 'error') ? exitCodes.problems : exitCodes.fine;
}

/** The analysis with all that informs: what studies say, and what the last run found. */
async function furtherAnalysis({ analysis, folder }: LoadedStrategy, evidence: boolean): Promise<Analysis> {
  const to = outputFolder(analysis);
  const lastRun = to === undefined ? undefined : await lastRunIn(resolve(folder, to));
  return analyse(analysis.text, {
    previous: analysis,
    fileExists: (path) => existsSync(resolve(folder, path)),
    used: analysis.used,
    evidence,
    ...(lastRun === undefined ? {} : { lastRun }),
  });
}

/** What a run folder says of its run; undefined where there is none, or it has not come to an end. */
async function lastRunIn(folder: string): Promise<LastRun | undefined> {
  try {
    return readLastRun(await readFile(join(folder, 'findings.json'), 'utf8'));
  } catch {
    // Whatever keeps it from being read, the strategy can be checked without it.
    return undefined;
  }
}

/** The errors of a strategy that cannot run, a line each, for the commands that need it to. */
export function describeErrors(loaded: LoadedStrategy): string {
  const file = relative(process.cwd(), loaded.path);
  const errors = placedProblems(loaded).filter(({ severity }) => severity === 'error');
  return [
    ...errors.map((problem) => line(file, problem)),
    `${file} cannot run: ${count(errors.length, 'error')}.`,
  ].join('\n');
}

function placedProblems({ analysis }: Pick<LoadedStrategy, 'analysis'>): readonly PlacedProblem[] {
  const index = new LineIndex(analysis.text);
  return analysis.problems.map(({ code, severity, message, span }: Problem) => {
    const start = index.positionOf(span.start);
    const end = index.positionOf(span.end);
    return {
      code,
      severity,
      message,
      line: start.line + 1,
      column: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
    };
  });
}

function line(file: string, problem: PlacedProblem): string {
  return `${file}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.message} [${problem.code}]`;
}

/** A workflow command of GitHub Actions; its values escape `%`, line breaks, and in properties `:` and `,`. */
function annotation(file: string, problem: PlacedProblem): string {
  const kind = problem.severity === 'information' ? 'notice' : problem.severity;
  const escape = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => escape(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const place = `file=${property(file)},line=${problem.line},col=${problem.column},endLine=${problem.endLine},endColumn=${problem.endColumn}`;
  return `::${kind} ${place},title=${property(problem.code)}::${escape(problem.message)}`;
}

function summary(files: number, problems: readonly PlacedProblem[]): string {
  const of = (severity: string): number => problems.filter((problem) => problem.severity === severity).length;
  const checked = `${count(files, 'file')} checked`;
  if (problems.length === 0) return `${checked}, no problems.`;
  return `${checked}: ${count(of('error'), 'error')}, ${count(of('warning'), 'warning')}, ${of('information')} for information.`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
