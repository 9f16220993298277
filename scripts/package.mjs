/**
 * Packs the extension: `npm run package` builds, writes `wordmill-VERSION.vsix` and says how large it is. What goes in is
 * the list in `.vscodeignore`; libraries are in the bundles already, so that `node_modules` stays out.
 */
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { exitCode } from './tasks/run.mjs';

/** Everything that is shipped, without a model and without llama.cpp. */
const limitBytes = 2_000_000;

const root = resolve(import.meta.dirname, '..');
const { name, version } = JSON.parse(await readFile(resolve(root, 'package.json'), 'utf8'));
const target = resolve(root, `${name}-${version}.vsix`);

const built = await exitCode(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
if (built !== 0) process.exit(built);

await createVSIX({
  cwd: root,
  packagePath: target,
  dependencies: false,
  // The pictures of the README lie in the package; there is no address to point them to.
  rewriteRelativeLinks: false,
  allowMissingRepository: true,
});
const { size } = await stat(target);
console.log(`${name}-${version}.vsix: ${(size / 1e6).toFixed(2)} MB of at most ${limitBytes / 1e6} MB`);
if (size > limitBytes) {
  console.error('The package is too large. See what grew: npx vsce ls --no-dependencies --tree');
  process.exitCode = 1;
}
