// Writes runner/models/embedded/engine/package-lock.json anew: what npm resolves for node-llama-cpp at the version in
// lock.ts, with the checksums of all platforms that the registry has. Run it after changing the version:
//   node scripts/llama-lock.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const engine = fileURLToPath(new URL('../runner/models/embedded/engine/', import.meta.url));
const [, version] = /engineVersion = '([^']+)'/.exec(readFileSync(join(engine, 'lock.ts'), 'utf8')) ?? [];
if (version === undefined) throw new Error('lock.ts names no engineVersion.');

const folder = mkdtempSync(join(tmpdir(), 'wordmill-lock-'));
try {
  const manifest = { name: 'wordmill-llama', version, private: true, dependencies: { 'node-llama-cpp': version } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const wanted = lock.packages['node_modules/node-llama-cpp'].optionalDependencies;
  for (const entry of Object.values(lock.packages)) {
    delete entry.resolved;
    delete entry.funding;
  }
  for (const name of Object.keys(wanted)) {
    const place = `node_modules/${name}`;
    if (lock.packages[place] !== undefined) continue;
    // npm leaves out what its registry does not have; npm ci would refuse such a lock on every platform.
    console.warn(`${name} is not in this registry: its checksum is not pinned.`);
    const [system, processor] = name.replace('@node-llama-cpp/', '').split('-');
    const os = { linux: 'linux', mac: 'darwin', win: 'win32' }[system];
    lock.packages[place] = { version, cpu: [processor === 'armv7l' ? 'arm' : processor], optional: true, os: [os] };
  }
  const sorted = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(engine, 'package-lock.json'), `${JSON.stringify({ ...lock, packages: sorted }, null, 1)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
