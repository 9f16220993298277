import { readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exitCode } from '../tasks/run.mjs';
import { countTests } from './count.mjs';

/**
 * Runs one suite, its output passing through, and counts its tests.
 *
 * @param {string} root
 * @param {import('./suites.mjs').Suite} suite
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function runSuite(root, { command, counts, report, impossible }) {
  if (impossible !== undefined) {
    console.error(`This suite cannot run here. ${impossible}`);
    return { passed: 0, failed: 1 };
  }
  const reportPath = report === undefined ? undefined : resolve(root, report);
  // A report of an earlier run must not speak for a run that crashed.
  if (reportPath !== undefined) await rm(reportPath, { force: true });
  let output = '';
  const [program, ...args] = command;
  const code = await exitCode(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] }, (child) => {
    for (const [stream, target] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        target.write(text);
      });
    }
  });
  const written = reportPath === undefined ? '' : await readFile(reportPath, 'utf8').catch(() => '');
  return countTests(counts, { code, output, report: written });
}
