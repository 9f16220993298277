/**
 * `npm run demo`: from a fresh clone to documents that a language model has rephrased, with nothing asked.
 *
 * Every run has a folder of its own, out/quickstart, out/quickstart-2 …; one that was interrupted is resumed.
 */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { findExample, findReject } from './demo/example.mjs';
import { exampleLines, tableLines } from './demo/show.mjs';
import { eachLine, exitCode } from './tasks/run.mjs';
import { ensureDependencies } from './tasks/dependencies.mjs';

const root = resolve(import.meta.dirname, '..');
const runner = resolve(root, 'dist/runner.cjs');
const strategy = 'samples/quickstart.strategy.yaml';
const model = 'smollm2-135m';

/** Exit code of `wordmill run` where a folder belongs to another run, and of any wrong usage. */
const refused = 2;
const cancelled = 130;

async function demo() {
  const startedMs = performance.now();
  const elapsed = () => `${Math.round((performance.now() - startedMs) / 1000)} s`;

  await ensureDependencies(root);
  console.log('Building.');
  await step('The build', process.execPath, ['scripts/build.mjs']);
  console.log(`Fetching the model ${model} and the engine that runs it, unless they are here already (about 180 MB).`);
  await step('Fetching the model', process.execPath, [runner, 'models', 'pull', model]);
  console.log(
    `Rephrasing the pages in samples/documents, after ${elapsed()}. On two cores this takes one to three minutes.`,
  );
  const { folder, counts } = await runIntoFreshFolder();

  console.log('');
  for (const line of tableLines(counts)) console.log(line);
  const example = await findExample(folder, resolve(root, 'samples'));
  if (example !== undefined) for (const line of exampleLines(example)) console.log(line);
  const reject = await findReject(folder);
  if (reject !== undefined)
    console.log(`\nRejected, for example: ${reject.rephrasing} of ${reject.source_file}. ${reject.message}`);

  const shown = relative(process.cwd(), folder);
  console.log(`\nThe output is in ${shown}: kept in data/, rejected in rejects/, the whole story in report.html.`);
  console.log(
    'A model of 135 million parameters is a toy. A real strategy takes a rephraser of 1.5B to 8B parameters; with one ' +
      `behind a server: node dist/runner.cjs run ${strategy} --model small=http://127.0.0.1:8000 --output out/better`,
  );
  console.log(`All of this took ${elapsed()}.`);
}

/** Runs the strategy into the first folder that is new or was left unfinished. */
async function runIntoFreshFolder() {
  for (let number = 1; ; number++) {
    const folder = resolve(root, number === 1 ? 'out/quickstart' : `out/quickstart-${number}`);
    if (existsSync(folder) && !(await isUnfinished(folder))) continue;
    // What it says to people comes by its other channel, and passes through.
    let last;
    const code = await eachLine(
      process.execPath,
      [runner, 'run', strategy, '--output', folder, '--format', 'json'],
      { cwd: root },
      (line) => {
        last = JSON.parse(line);
      },
    );
    if (code === 0) return { folder, counts: last };
    // An unfinished run of a strategy that has been edited since: it stays as it is.
    if (code === refused && existsSync(folder)) continue;
    process.exit(code === cancelled ? cancelled : 1);
  }
}

async function isUnfinished(folder) {
  let text = '';
  const args = [runner, 'status', folder, '--format', 'json'];
  const code = await eachLine(process.execPath, args, { cwd: root }, (line) => {
    text += line;
  });
  return code === 0 && ['interrupted', 'failed'].includes(JSON.parse(text).state);
}

async function step(what, program, args) {
  const code = await exitCode(program, args, { cwd: root, stdio: 'inherit' });
  if (code === 0) return;
  console.log(`${what} failed; see above. Nothing else was changed.`);
  process.exit(code === cancelled ? cancelled : 1);
}

await demo();
