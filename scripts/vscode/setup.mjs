/**
 * `node scripts/vscode/setup.mjs` makes a VS Code that can be started without a screen, from the package registry alone:
 * the server inside the npm package code-server, and a Node of the version that it wants. No compiler is needed. It lies in
 * `.cache/vscode` and is made once; about 450 MB.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const codeServer = 'code-server@4.139.1';
/** The major version is what that code-server asks for. */
const nodeVersion = '24.21.0';

/** Native or heavy packages that the server and the extension host do without. */
const notNeeded = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
];

/** Extensions of VS Code that start work of their own. */
const notWanted = ['copilot', 'mermaid-markdown-features', 'microsoft-authentication'];

const here = import.meta.dirname;
const home = resolve(here, '../../.cache/vscode');

/** @returns {Promise<{node: string, main: string}>} the Node to start it with, and the server's script */
export async function ensureVsCode() {
  const nodePackage = `node-linux-${architecture()}`;
  const found = {
    node: join(home, 'node/node_modules', nodePackage, 'bin/node'),
    main: join(home, 'vscode/out/server-main.js'),
  };
  const stamp = await stampOf();
  const present = await readFile(join(home, 'stamp'), 'utf8').catch(() => '');
  if (present === stamp) return found;

  console.log(`Making a VS Code from ${codeServer} in .cache/vscode; this is done once and takes a minute or two.`);
  const making = `${home}.part`;
  await Promise.all([home, making].map((folder) => rm(folder, { recursive: true, force: true })));
  await mkdir(making, { recursive: true });
  await npm(making, 'install', '--prefix', 'node', '--no-save', '--ignore-scripts', `${nodePackage}@${nodeVersion}`);
  await unpackServer(making);
  await adapt(join(making, 'vscode'));
  await writeFile(join(making, 'stamp'), stamp);
  // Only a finished one gets the name, so that an interruption leaves nothing that looks ready.
  await rename(making, home);
  return found;
}

async function unpackServer(folder) {
  const packed = (await npm(folder, 'pack', '--silent', codeServer)).trim().split('\n').at(-1) ?? '';
  // The rest of the package is a front end of its own, with a login page and a proxy.
  await run('tar', ['xzf', packed, '--strip-components=2', 'package/lib/vscode'], { cwd: folder });
  await rm(join(folder, packed));
}

async function adapt(folder) {
  const manifestFile = join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8'));
  for (const name of notNeeded) delete manifest.dependencies[name];
  await writeFile(manifestFile, JSON.stringify(manifest, null, 2));
  // The lock file that is shipped lacks an optional package, so that `npm ci` would refuse it.
  await npm(folder, 'install', '--omit=dev', '--ignore-scripts');
  await copyFile(join(here, 'plain-logger.cjs'), join(folder, 'node_modules/@vscode/spdlog/index.js'));
  // It would end extension hosts whose parent has died; here the whole process group is ended anyway.
  await writeFile(join(folder, 'node_modules/@vscode/native-watchdog/index.js'), 'exports.start = () => {};\n');
  await Promise.all(notWanted.map((name) => rm(join(folder, 'extensions', name), { recursive: true, force: true })));
}

function architecture() {
  if (process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)) return process.arch;
  throw new Error(
    `There is no VS Code without a screen for ${process.platform} ${process.arch}; use npm run test:electron instead.`,
  );
}

/** What the folder was made from; it is made anew when any of that changes. */
async function stampOf() {
  const hash = createHash('sha256');
  for (const name of ['setup.mjs', 'plain-logger.cjs']) hash.update(await readFile(join(here, name)));
  return `${codeServer} node@${nodeVersion} ${process.arch} ${hash.digest('hex')}`;
}

async function npm(cwd, ...args) {
  const { stdout } = await run('npm', ['--loglevel=error', '--no-audit', '--no-fund', ...args], {
    cwd,
    maxBuffer: 64_000_000,
  });
  return stdout;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { main } = await ensureVsCode();
  console.log(main);
}
