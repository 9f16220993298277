import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');

/**
 * A suite for the extension host, made ready: bundled, and an extension without anything in it that carries it into the
 * host, so that the extension under test is the installed package and not this folder.
 *
 * @param {string} entry module that exports `run`, from the root of the package
 */
export async function prepareSuite(entry = 'test/vscode/suite/index.ts') {
  await mkdir(join(root, '.cache'), { recursive: true });
  // Inside the package, so that mocha is found from there.
  const folder = await mkdtemp(join(root, '.cache/suite-'));
  const carrier = join(folder, 'carrier');
  const script = join(folder, 'suite.cjs');
  const report = join(folder, 'report.json');
  await mkdir(carrier);
  const manifest = { name: 'carrier', publisher: 'test', version: '0.0.1', engines: { vscode: '^1.100.0' } };
  await writeFile(join(carrier, 'package.json'), JSON.stringify(manifest));
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: script,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return { carrier, script, report, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Prints what the suite reported, and the line with its sums. The report decides, because the host's exit code is 0 as well
 * when it dies half-way.
 *
 * @returns {Promise<boolean>} whether everything passed
 */
export async function printReport(file) {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text === '') {
    console.log('The suite has reported nothing, so the extension host has died or never started.');
    console.log('0 passed, 1 failed');
    return false;
  }
  const { finished, tests } = JSON.parse(text);
  for (const { title, state, milliseconds, error } of tests) {
    console.log(`${state === 'passed' ? '✓' : '✗'} ${title}${state === 'passed' ? ` (${milliseconds} ms)` : ''}`);
    if (error) console.log(error);
  }
  if (!finished) console.log('✗ The extension host has died, or the test after the last one hangs.');
  const passed = tests.filter(({ state }) => state === 'passed').length;
  const failed = tests.length - passed + (finished ? 0 : 1);
  console.log(`${passed} passed, ${failed} failed`);
  return passed > 0 && failed === 0;
}
