import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

interface Result {
  readonly code: number;
  readonly output: string;
  readonly report: string;
}

type CountTests = (kind: string, result: Result) => { readonly passed: number; readonly failed: number };

/** The script is plain JavaScript, since it runs before anything is installed. */
async function counter(): Promise<CountTests> {
  const file = resolve(import.meta.dirname, '../../scripts/test/count.mjs');
  // The type is that of the function's documentation.
  const { countTests } = (await import(pathToFileURL(file).href)) as { readonly countTests: CountTests };
  return countTests;
}

const report = (passed: number, total: number, testResults: readonly unknown[] = []): string =>
  JSON.stringify({ numTotalTests: total, numPassedTests: passed, testResults });

test.each([
  ['a command that ends well is one test', 'exit', { code: 0 }, 1, 0],
  ['a command that fails is one failure', 'exit', { code: 2 }, 0, 1],
  ['the last summary counts', 'summary', { code: 0, output: '1 passed, 1 failed\nmore\n12 passed, 0 failed\n' }, 12, 0],
  ['no summary is a failure', 'summary', { code: 0, output: 'all fine' }, 0, 1],
  ['a summary in a sentence is none', 'summary', { code: 0, output: 'said: 3 passed, 0 failed' }, 0, 1],
  ['a crash after a good summary is a failure', 'summary', { code: 1, output: '3 passed, 0 failed\n' }, 3, 1],
  ['an empty suite is a failure', 'summary', { code: 0, output: '0 passed, 0 failed\n' }, 0, 1],
  ['files are counted by their marks', 'grammar', { code: 1, output: '✓ a\n✖ b\n  ✓ no mark\n' }, 1, 1],
  ['tests that were skipped did not pass', 'vitest', { code: 0, report: report(3, 5) }, 3, 2],
  [
    'a file that breaks counts',
    'vitest',
    { code: 1, report: report(3, 3, [{ status: 'failed', assertionResults: [] }]) },
    3,
    1,
  ],
  ['no report is a failure', 'vitest', { code: 0, report: '' }, 0, 1],
] as const)('%s', async (_, kind, result, passed, failed) => {
  const countTests = await counter();
  expect(countTests(kind, { output: '', report: '', ...result })).toEqual({ passed, failed });
});
