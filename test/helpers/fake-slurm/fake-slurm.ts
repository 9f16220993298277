import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { workspace } from '../workspace.ts';

/** A cluster of this machine alone, with the commands of Slurm in a folder for PATH. */
export interface FakeSlurm {
  readonly environment: Readonly<Record<string, string>>;
  /** Every call so far: the command and its arguments. */
  calls(command: string): Promise<readonly (readonly string[])[]>;
  /** From now on the command fails with these words. */
  refuse(command: string, words: string): Promise<void>;
  /** From now on jobs stay in the queue. */
  hold(): Promise<void>;
  /** The queue forgets all jobs. */
  lose(): Promise<void>;
  /** Process ids of running tasks. */
  running(): Promise<readonly number[]>;
}

export async function fakeSlurm(): Promise<FakeSlurm> {
  const folder = await workspace();
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const command of ['sbatch', 'squeue', 'scancel', 'scontrol', 'runner']) {
    await copyFile(resolve(import.meta.dirname, 'slurm.mjs'), join(bin, `${command}.mjs`));
    const script = `#!/bin/sh\nexec "${process.execPath}" "${bin}/${command}.mjs" "$@"\n`;
    await writeFile(join(bin, command), script, { mode: 0o755 });
  }
  const running = async (): Promise<readonly number[]> => {
    const names = (await readdir(folder)).filter((name) => name.startsWith('task-'));
    const tasks = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '{}')));
    return tasks
      .map((task) => JSON.parse(task || '{}'))
      .flatMap(({ pid, state }) => (state === 'RUNNING' ? [pid] : []));
  };
  onTestFinished(async () => {
    // Tasks have process groups of their own.
    for (const pid of await running()) process.kill(-pid, 'SIGKILL');
  });
  return {
    environment: { FAKE_SLURM: folder, PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    async calls(command) {
      const text = await readFile(join(folder, 'calls.jsonl'), 'utf8').catch(() => '');
      const all = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as readonly string[]]));
      return all.filter(([name]) => name === command);
    },
    refuse: (command, words) => writeFile(join(folder, `refuse-${command}`), words),
    hold: () => writeFile(join(folder, 'hold'), ''),
    async lose() {
      for (const name of await readdir(folder)) if (name.startsWith('job-')) await rm(join(folder, name));
    },
    running,
  };
}
