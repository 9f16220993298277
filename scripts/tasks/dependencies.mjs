import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './run.mjs';

/** Installs the packages of the lock file where none are installed yet. */
export async function ensureDependencies(root) {
  if (existsSync(join(root, 'node_modules', '.package-lock.json'))) return;
  console.log('Installing the packages that the build needs (npm ci).');
  const code = await npm(['ci', '--no-audit', '--no-fund'], { cwd: root });
  if (code === 0) return;
  console.error('npm ci failed; see above. It needs a package registry that npm can reach.');
  process.exit(1);
}
