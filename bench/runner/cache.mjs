import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where the rivals are installed; it can be deleted at any time. */
const cache = process.env.WORDMILL_BENCH_CACHE ?? join(homedir(), '.cache', 'wordmill-bench');

/** Installs packages from PyPI into an environment of their own, once. @returns the Python that has them */
export async function pythonWith(name, packages) {
  const python = (folder) => join(folder, 'bin', 'python');
  const folder = await installed(name, packages, async (fresh) => {
    await run('python3', ['-m', 'venv', fresh]);
    const options = ['--quiet', '--disable-pip-version-check'];
    await run(python(fresh), ['-m', 'pip', 'install', ...options, ...packages], { maxBuffer: 2 ** 26 });
  });
  return python(folder);
}

/** Installs packages from npm, once. @returns the folder that has `node_modules` */
export function modulesWith(name, packages) {
  return installed(name, packages, async (fresh) => {
    const options = ['--prefix', fresh, '--no-audit', '--no-fund', '--ignore-scripts', '--no-save'];
    await run('npm', ['install', ...options, ...packages], { cwd: fresh });
  });
}

async function installed(name, packages, install) {
  const folder = join(cache, `${name}-${packages.join('_').replaceAll(/[^\w.=-]+/g, '-')}`);
  const mark = join(folder, 'installed');
  if (existsSync(mark)) return folder;
  console.log(`installing ${packages.join(', ')} …`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await install(folder);
  await writeFile(mark, '');
  return folder;
}
