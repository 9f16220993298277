import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { exitCode } from '../tasks/run.mjs';

const root = resolve(import.meta.dirname, '../..');

/** What the package is made from. */
const sources = [
  'client',
  'language',
  'runner',
  'server',
  'syntaxes',
  'samples',
  'media',
  'docs',
  'scripts',
  'package.json',
];

/** Path of the packed extension, packed anew where a source is newer than it. */
export async function packedExtension() {
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const file = join(root, `${name}-${version}.vsix`);
  const packedMs = await changedMs(file).catch(() => 0);
  const newestMs = Math.max(...(await Promise.all(sources.map((source) => newest(join(root, source))))));
  if (packedMs > newestMs) return file;
  const code = await exitCode(process.execPath, ['scripts/package.mjs'], { cwd: root, stdio: 'inherit' });
  if (code !== 0) throw new Error('The extension could not be packed; see above.');
  return file;
}

async function newest(path) {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const names = await readdir(path, { recursive: true });
  return Math.max(found.mtimeMs, ...(await Promise.all(names.map((name) => changedMs(join(path, name))))));
}

async function changedMs(path) {
  return (await stat(path)).mtimeMs;
}
