import { findChromium } from './chromium.mjs';
import { slurmIsMissing } from '../cluster/slurm-cluster.mjs';
import { canStartDownloadedVsCode } from './downloaded-vs-code.mjs';

const node = process.execPath;
const vitest = 'node_modules/vitest/vitest.mjs';
const realModel = '**/*.real.test.ts';

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} about what it shows
 * @property {readonly string[]} command program and arguments, run at the root of the package
 * @property {'exit' | 'vitest' | 'grammar' | 'summary'} counts how its tests are counted, see `count.mjs`
 * @property {string} [report] file that a `vitest` suite writes
 * @property {string} [impossible] why it cannot run here; it then counts as failed
 */

/** All suites, in the order in which they run: what is quick and what others need comes first. */
export async function suites() {
  return [
    { name: 'build', about: 'the three bundles', command: [node, 'scripts/build.mjs'], counts: 'exit' },
    {
      name: 'package',
      about: 'the extension packs, and is small enough',
      command: [node, 'scripts/package.mjs'],
      counts: 'exit',
    },
    {
      name: 'types',
      about: 'the compiler has nothing to say',
      command: [node, 'node_modules/typescript/bin/tsc', '--noEmit'],
      counts: 'exit',
    },
    {
      name: 'types-panel',
      about: 'nor of what runs in the panel of the grid, which has a page around it and nothing of Node',
      command: [node, 'node_modules/typescript/bin/tsc', '--noEmit', '-p', 'client/grid/webview'],
      counts: 'exit',
    },
    {
      name: 'lint',
      about: 'the linter has nothing to say, layers included',
      command: [node, 'node_modules/oxlint/bin/oxlint'],
      counts: 'exit',
    },
    {
      name: 'format',
      about: 'every file is formatted',
      command: [node, 'node_modules/@biomejs/biome/bin/biome', 'check'],
      counts: 'exit',
    },
    {
      name: 'unused',
      about: 'no file, export or dependency is left over',
      command: [node, 'node_modules/knip/bin/knip.js'],
      counts: 'exit',
    },
    {
      name: 'unit',
      about: 'language, engine, store, models, server over stdio, command line',
      command: [node, vitest, 'run', '--exclude', realModel, ...reporters('unit')],
      counts: 'vitest',
      report: reportFile('unit'),
    },
    {
      name: 'grammar',
      about: 'colours of strategies and templates',
      command: [node, 'node_modules/vscode-tmgrammar-test/dist/unit.js', 'test/grammar/**/*.test.yaml'],
      counts: 'grammar',
    },
    {
      name: 'model',
      about: 'a real language model rephrases, is cancelled and dies',
      command: [node, vitest, 'run', '.real.test.ts', ...reporters('model')],
      counts: 'vitest',
      report: reportFile('model'),
    },
    {
      name: 'libraries',
      about: 'datasets, pandas, polars and DuckDB open the output, in every format and compression',
      command: [node, 'test/libraries/libraries.mjs'],
      counts: 'summary',
    },
    await cluster(),
    await extensionHost(),
    {
      name: 'workbench',
      about: 'VS Code in a browser, used as a person uses it; pictures in artefacts/screenshots',
      command: [node, 'test/vscode/ui.mjs'],
      counts: 'summary',
      ...needsChromium(),
    },
  ];
}

async function cluster() {
  const impossible = await slurmIsMissing();
  return {
    name: 'cluster',
    about: 'a run on a real Slurm of two nodes, with workers killed, nodes lost and jobs queued again',
    command: [node, 'scripts/cluster/slurm.mjs'],
    counts: 'summary',
    ...(impossible === null ? {} : { impossible }),
  };
}

/** The suite in the extension host is one; where VS Code can be downloaded it runs there, else in the server from npm. */
async function extensionHost() {
  const common = { name: 'extension', counts: 'summary' };
  if (await canStartDownloadedVsCode()) {
    return {
      ...common,
      about: 'the extension inside a downloaded VS Code',
      command: [node, 'scripts/vscode/electron.mjs'],
    };
  }
  return {
    ...common,
    about:
      'the extension inside the VS Code server from the package registry (no VS Code can be downloaded and shown here)',
    command: [node, 'scripts/vscode/in-host.mjs'],
    ...needsChromium(),
  };
}

function needsChromium() {
  if (findChromium() !== undefined) return {};
  return {
    impossible:
      'It needs Chromium, and none was found. Install it (Debian: apt-get install chromium) or name it in CHROMIUM.',
  };
}

function reporters(name) {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile(name)}`];
}

function reportFile(name) {
  return `artefacts/${name}.json`;
}
