import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunCommand } from '../../../../runner/models/command.ts';
import { ensureEngine } from '../../../../runner/models/embedded/engine/install.ts';
import { engineVersion, installFiles } from '../../../../runner/models/embedded/engine/lock.ts';
import { enginePlatform } from '../../../../runner/models/embedded/engine/platform.ts';
import { machine, temporaryFolder } from '../helpers.ts';

/** An npm that puts the package and its ballast there. */
const npm: RunCommand = async (_command, _arguments, { cwd }) => {
  const folder = join(cwd, 'node_modules', 'node-llama-cpp');
  await mkdir(join(folder, 'dist'), { recursive: true });
  await mkdir(join(folder, 'llama'));
  await mkdir(join(folder, 'templates'));
  await writeFile(join(folder, 'dist', 'index.js'), '');
  await writeFile(join(folder, 'llama', 'gitRelease.bundle'), 'ballast');
  return { code: 0, output: '' };
};

const never: RunCommand = () => Promise.reject(new Error('Nothing may be run.'));

describe('the engine', () => {
  it('is installed once, without what nothing reads', async () => {
    await using folder = await temporaryFolder();
    const options = machine({ cacheFolder: folder.path });
    const seen: string[] = [];
    const { folder: engine } = await ensureEngine(options, (command, commandLine, at) => {
      seen.push([command, ...commandLine].join(' '));
      return npm(command, commandLine, at);
    });
    expect(seen).toEqual([expect.stringMatching(/^npm ci --omit=optional --ignore-scripts /)]);
    expect(options.notices).toEqual([expect.stringContaining('about 85 MB, once')]);
    expect(await readdir(engine)).toEqual(['dist', 'llama']);
    expect(await readdir(join(engine, 'llama'))).toEqual([]);
    expect(await ensureEngine(options, never)).toMatchObject({ folder: engine });
    expect(await readdir(join(folder.path, 'llama'))).toHaveLength(1);
  });

  it('may be installed by several processes at the same time', async () => {
    await using folder = await temporaryFolder();
    const all = await Promise.all(
      [1, 2, 3].map(() => ensureEngine(machine({ cacheFolder: folder.path }), npm).then((engine) => engine.folder)),
    );
    expect(new Set(all).size).toBe(1);
    expect(await readdir(join(folder.path, 'llama'))).toHaveLength(1);
  });

  it.each<[string, RunCommand, string]>([
    ['there is no npm', () => Promise.resolve(null), 'npm, which is not there'],
    [
      'npm fails',
      () => Promise.resolve({ code: 1, output: 'npm error code ENOTFOUND\nnpm error network request failed\n' }),
      '(exit code 1): npm error code ENOTFOUND · npm error network request failed.',
    ],
    ['npm does nothing', () => Promise.resolve({ code: 0, output: '' }), 'it said nothing'],
  ])('is not there where %s, and nothing is left behind', async (_name, run, words) => {
    await using folder = await temporaryFolder();
    await expect(ensureEngine(machine({ cacheFolder: folder.path }), run)).rejects.toMatchObject({
      kind: 'run',
      message: expect.stringContaining(words),
    });
    expect(await readdir(join(folder.path, 'llama'))).toEqual([]);
  });

  it('may be the user’s own', async () => {
    await using folder = await temporaryFolder();
    await npm('npm', [], { cwd: folder.path, signal: new AbortController().signal });
    const own = machine({ variables: { WORDMILL_LLAMA: folder.path } });
    expect(await ensureEngine(own, never)).toEqual({
      folder: join(folder.path, 'node_modules', 'node-llama-cpp'),
      gpu: 'auto',
    });
    const wrong = machine({ variables: { WORDMILL_LLAMA: join(folder.path, 'dist') } });
    await expect(ensureEngine(wrong, never)).rejects.toThrow('node-llama-cpp is not installed there');
  });
});

describe('what npm installs it from', () => {
  it.each([
    ['linux', 'x64', 'linux-x64'],
    ['linux', 'arm64', 'linux-arm64'],
    ['darwin', 'arm64', 'mac-arm64-metal'],
    ['darwin', 'x64', 'mac-x64'],
    ['win32', 'x64', 'win-x64'],
    ['win32', 'arm64', 'win-arm64'],
  ])('is for %s on %s the binaries of %s, and no other', (system, processor, name) => {
    expect(enginePlatform(system, processor)?.name).toBe(name);
    const files = installFiles(name);
    const manifest = JSON.parse(files['package.json']);
    const lock = JSON.parse(files['package-lock.json']);
    expect(manifest.dependencies).toEqual({
      'node-llama-cpp': engineVersion,
      [`@node-llama-cpp/${name}`]: engineVersion,
    });
    expect(lock.packages[''].dependencies).toEqual(manifest.dependencies);
    const binaries = Object.entries<{ optional?: boolean; version: string }>(lock.packages).filter(([path]) =>
      path.startsWith('node_modules/@node-llama-cpp/'),
    );
    expect(binaries.filter(([, { optional }]) => !optional).map(([path]) => path)).toEqual([
      `node_modules/@node-llama-cpp/${name}`,
    ]);
    expect(binaries.every(([, { version }]) => version === engineVersion)).toBe(true);
  });

  it('is nothing where there are no binaries', () => {
    expect(enginePlatform('freebsd', 'x64')).toBeNull();
  });

  it('names no registry', async () => {
    const url = new URL('../../../../runner/models/embedded/engine/package-lock.json', import.meta.url);
    const text = await readFile(url, 'utf8');
    expect(text).not.toMatch(/https?:|"resolved"/);
    expect(existsSync(url)).toBe(true);
  });
});
