/**
 * How many tests of a suite passed and failed. A suite that crashed, that ran nothing, or that ended with another code than 0
 * although it names no failure, counts one failure: silence is never success.
 *
 * @param {'exit' | 'vitest' | 'grammar' | 'summary'} kind
 * @param {{code: number, output: string, report: string}} result exit code, what was printed, the report that was written
 * @returns {{passed: number, failed: number}}
 */
export function countTests(kind, result) {
  const { passed, failed } = counters[kind](result);
  if (result.code !== 0 || passed + failed === 0) return { passed, failed: Math.max(failed, 1) };
  return { passed, failed };
}

const counters = {
  /** The suite is one test. */
  exit: ({ code }) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),

  /** Vitest's JSON. A test that was skipped did not pass: nothing is skipped in this project. A file that breaks has no tests. */
  vitest: ({ report }) => {
    if (report === '') return { passed: 0, failed: 1 };
    const { numTotalTests, numPassedTests, testResults } = JSON.parse(report);
    const broken = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    );
    return { passed: numPassedTests, failed: numTotalTests - numPassedTests + broken.length };
  },

  /** A line with a mark for each file. */
  grammar: ({ output }) => ({ passed: marks(output, '✓'), failed: marks(output, '✖') }),

  /** The last line that says `N passed, N failed`. */
  summary: ({ output }) => {
    const last = [...output.matchAll(/^(\d+) passed, (\d+) failed\r?$/gm)].at(-1);
    return last === undefined ? { passed: 0, failed: 1 } : { passed: Number(last[1]), failed: Number(last[2]) };
  },
};

function marks(output, mark) {
  return output.split('\n').filter((line) => line.startsWith(mark)).length;
}
