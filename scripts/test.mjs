/**
 * `npm test`: every test there is, from a fresh clone. Installs what is missing, builds, runs one suite after the other and
 * ends with the line `N passed, N failed`.
 *
 * `node scripts/test.mjs NAME…` runs the named suites alone.
 */
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ensureDependencies } from './tasks/dependencies.mjs';
import { duration, tableLines } from './test/table.mjs';
import { runSuite } from './test/run-suite.mjs';
import { suites } from './test/suites.mjs';

const root = resolve(import.meta.dirname, '..');

async function testAll(names) {
  await ensureDependencies(root);
  await mkdir(resolve(root, 'artefacts'), { recursive: true });
  const all = await suites();
  const unknown = names.filter((name) => !all.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    console.error(`No suite is called ${unknown.join(', ')}. There are: ${all.map(({ name }) => name).join(', ')}.`);
    process.exit(2);
  }
  const results = [];
  for (const suite of all) {
    if (names.length > 0 && !names.includes(suite.name)) continue;
    console.log(`\n== ${suite.name}: ${suite.about}`);
    const startedMs = performance.now();
    const counts = await runSuite(root, suite);
    const seconds = (performance.now() - startedMs) / 1000;
    results.push({ name: suite.name, ...counts, seconds });
    console.log(`== ${suite.name}: ${counts.passed} passed, ${counts.failed} failed in ${duration(seconds)}`);
  }
  console.log('');
  for (const line of tableLines(results)) console.log(line);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
}

await testAll(process.argv.slice(2));
