import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RephraserError } from '#engine';
import { lastWords, type RunCommand, runCommand } from '../../command.ts';
import type { RephraserOptions } from '../../options.ts';
import { engineVersion, installFiles } from './lock.ts';
import { type EnginePlatform, enginePlatform } from './platform.ts';

export interface InstalledEngine {
  /** Absolute folder of the node-llama-cpp package. */
  readonly folder: string;
  readonly gpu: 'auto' | false;
}

export type InstallOptions = Pick<RephraserOptions, 'environment' | 'cacheFolder' | 'onNotice' | 'signal'>;

/**
 * Finds the embedded engine, and installs it where it is not there yet: into a folder of the user's cache that only
 * appears when it is complete, so that several processes may do so at the same time. WORDMILL_LLAMA names a folder
 * with an installation of the user's own, which may use CUDA or Vulkan.
 *
 * @throws RephraserError `run` where it cannot be had, saying why and what else can be done
 */
export async function ensureEngine(options: InstallOptions, run: RunCommand = runCommand): Promise<InstalledEngine> {
  const own = options.environment('WORDMILL_LLAMA');
  if (own) return ownEngine(resolve(own));
  const platform = enginePlatform(process.platform, process.arch);
  if (platform === null) {
    throw new RephraserError(
      'run',
      `llama.cpp does not come ready-made for ${process.platform} on ${process.arch}. ${elsewhere}`,
    );
  }
  const target = join(options.cacheFolder, 'llama', `${engineVersion}-${platform.name}`);
  const engine = { folder: packageFolder(target), gpu: platform.gpu };
  if (existsSync(engine.folder)) return engine;
  await install(target, platform, options, run);
  return engine;
}

const elsewhere = 'A model can also be served by llama-server or Ollama: set base_url instead of gguf.';

function packageFolder(root: string): string {
  return join(root, 'node_modules', 'node-llama-cpp');
}

function ownEngine(root: string): InstalledEngine {
  const folder = [packageFolder(root), root].find((path) => existsSync(join(path, 'dist', 'index.js')));
  if (folder !== undefined) return { folder, gpu: 'auto' };
  throw new RephraserError('run', `WORDMILL_LLAMA names ${root}, but node-llama-cpp is not installed there.`);
}

async function install(
  target: string,
  platform: EnginePlatform,
  { cacheFolder, onNotice, signal }: InstallOptions,
  run: RunCommand,
): Promise<void> {
  onNotice(`Installing llama.cpp for ${platform.name} (node-llama-cpp ${engineVersion}, about 85 MB, once).`);
  const parent = join(cacheFolder, 'llama');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, '.installing-'));
  try {
    for (const [name, text] of Object.entries(installFiles(platform.name))) await writeFile(join(folder, name), text);
    const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
    const commandLine = ['ci', '--omit=optional', '--ignore-scripts', '--global=false', ...quiet, '--prefix=.'];
    const result = await run('npm', commandLine, { cwd: folder, signal });
    if (result === null) {
      throw new RephraserError(
        'run',
        `llama.cpp is installed by npm, which is not there. Install Node.js with npm, or name an installation of node-llama-cpp ${engineVersion} in WORDMILL_LLAMA. ${elsewhere}`,
      );
    }
    if (result.code !== 0 || !existsSync(packageFolder(folder))) {
      throw new RephraserError(
        'run',
        `npm could not install llama.cpp (exit code ${result.code}): ${lastWords(result.output) || 'it said nothing'}. Check the connection to npm's registry and try again.`,
      );
    }
    // Sources and project templates, 33 MB that nothing reads at run time.
    await rm(join(packageFolder(folder), 'llama', 'gitRelease.bundle'), { force: true });
    await rm(join(packageFolder(folder), 'templates'), { recursive: true, force: true });
    await publish(folder, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes the installation visible in one step. Where another process was faster, its installation is the same. */
async function publish(folder: string, target: string): Promise<void> {
  try {
    await rename(folder, target);
  } catch (error) {
    if (!existsSync(packageFolder(target))) throw error;
  }
}
