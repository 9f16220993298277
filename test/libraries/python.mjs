import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const wanted = resolve(import.meta.dirname, 'requirements.txt');
const environment = resolve(import.meta.dirname, '../../.cache/libraries');

/**
 * A Python that has the libraries in the versions of requirements.txt. They are installed once, 600 MB of them, and again
 * where the versions have changed.
 *
 * @returns {Promise<string>} its path
 */
export async function pythonWithLibraries() {
  const python = join(environment, 'bin/python');
  const installed = join(environment, 'installed.txt');
  const requirements = await readFile(wanted, 'utf8');
  if ((await readFile(installed, 'utf8').catch(() => '')) === requirements) return python;
  console.log(`installing ${requirements.trim().split('\n').join(', ')}`);
  await rm(environment, { recursive: true, force: true });
  await mkdir(environment, { recursive: true });
  await run('python3', ['-m', 'venv', environment]);
  const quietly = ['--quiet', '--disable-pip-version-check', '--no-cache-dir', '--no-compile'];
  await run(python, ['-m', 'pip', 'install', ...quietly, '--only-binary=:all:', '-r', wanted]);
  await writeFile(installed, requirements);
  return python;
}

const run = promisify(execFile);
