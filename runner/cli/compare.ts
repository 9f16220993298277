import { resolve } from 'node:path';
import { setMeasureWarning } from '#engine';
import { runFacts } from '#store';
import { comparedRun } from '../compare/compared-run.ts';
import { pairedRuns } from '../compare/pairs.ts';
import { comparisonAsText, pairsAsText } from '../compare/words.ts';
import { CommandError, type ExitCode, exitCodes } from '../exit.ts';
import type { Console } from './console.ts';

/** `wordmill compare DIR DIR…`: runs side by side, and what each has made of the passages that the first has too. */
export async function compare(
  folders: readonly string[],
  format: 'text' | 'json',
  console: Console,
): Promise<ExitCode> {
  const different = [...new Set(folders.map((folder) => resolve(folder)))];
  if (different.length < 2) throw new CommandError(exitCodes.usage, 'Name two or more run folders to compare.');
  const facts = [];
  for (const folder of different) facts.push(await runFacts(folder));
  const runs = facts.map(comparedRun);
  const [first, ...others] = facts;
  if (first === undefined) throw new TypeError('There are two runs at least.');
  const pairs = others.map((other) => ({
    first: first.output,
    second: other.output,
    paired: pairedRuns(first.records, other.records),
  }));
  if (format === 'json') {
    console.result(JSON.stringify({ runs, pairs, warning: setMeasureWarning }, null, 2));
    return exitCodes.fine;
  }
  const words = pairs.map(({ first: one, second, paired }) => pairsAsText(one, second, paired));
  console.result([comparisonAsText(runs), ...words].join('\n\n'));
  console.talk(setMeasureWarning);
  return exitCodes.fine;
}
