import { type ExitCode, exitCodes } from '../exit.ts';
import { loadFile, runnable } from '../load.ts';
import { readerOptionsOf } from '../reader-options.ts';
import { openRephrasers, readOverrides } from '../rephrasers.ts';
import { openTestPlan, runTests, type TestResult } from '../strategy-tests.ts';
import { describeErrors } from './check.ts';
import type { CommandContext } from './context.ts';

export interface TestCommand {
  readonly model: readonly string[];
  readonly format: 'text' | 'json';
}

/** `wordmill test FILE…`: rephrases the documents of `tests` as a run would, and says which expectations hold. */
export async function test(
  files: readonly string[],
  command: TestCommand,
  { console, signals, rephraserOptions, languageIdentifier }: CommandContext,
): Promise<ExitCode> {
  const signal = AbortSignal.any([signals.drain, signals.abort]);
  const results: (TestResult & { readonly file: string })[] = [];
  for (const file of files) {
    const loaded = await loadFile(file);
    const strategy = runnable(loaded, describeErrors);
    const overrides = readOverrides(command.model, strategy);
    if (strategy.tests.length === 0) console.talk(`${file} has no tests.`);
    const plan = await openTestPlan(strategy, languageIdentifier);
    const rephrasers = openRephrasers(
      strategy,
      overrides,
      rephraserOptions({ strategyFolder: loaded.folder, signal, onNotice: console.talk }),
    );
    try {
      const done = runTests(strategy.tests, {
        plan,
        rephrasers,
        reader: readerOptionsOf(strategy, loaded.folder, { signal }),
        signal,
        onDocument: (document) => console.progress(`testing with ${document}`),
      });
      for await (const result of done) {
        results.push({ ...result, file });
        if (command.format === 'text') console.result(asText(file, result));
      }
    } finally {
      console.endProgress();
      await rephrasers.dispose();
    }
  }
  const failed = results.filter(({ passed }) => !passed).length;
  if (command.format === 'json') console.result(JSON.stringify({ tests: results }, null, 2));
  else if (results.length > 0) console.result(`${results.length - failed} passed, ${failed} failed`);
  return failed === 0 ? exitCodes.fine : exitCodes.problems;
}

function asText(file: string, { document, rephrasing, expect, passed, line, message }: TestResult): string {
  const what = `${document} · ${rephrasing} · ${expect}`;
  return passed ? `passed  ${what}` : `FAILED  ${what}\n        ${file}:${line}: ${message ?? ''}`;
}
