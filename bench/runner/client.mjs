import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often memory is looked at. */
const lookMs = 250;

/**
 * @typedef {object} Ended
 * @property {number | null} code null where it was killed
 * @property {boolean} late whether it was killed for taking too long
 * @property {number} seconds
 * @property {number | null} cpuSeconds user and system time of the process and all that it has waited for; null where it was killed
 * @property {number} peakMb the largest sum of resident memory over the process and its children
 * @property {string} said the end of its output
 */

/** One client at its work, in a process group of its own. */
export class Client {
  /** @type {Promise<Ended>} */
  ended;
  isDone = false;
  #child;
  #peakMb = 0;

  /**
   * @param {{ command: readonly string[], env?: Record<string, string>, cwd: string }} how
   * @param {number} limitMs after which it is killed
   */
  constructor(how, limitMs) {
    this.ended = this.#run(how, limitMs).finally(() => (this.isDone = true));
  }

  /** Kills all its processes, as a scheduler or a person in a hurry does. */
  kill() {
    try {
      if (this.#child?.pid) process.kill(-this.#child.pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }

  #someLive() {
    return readdirSync('/proc').some((name) => /^\d+$/.test(name) && this.#isMine(name));
  }

  /** Whether a process is of the group and not dead. */
  #isMine(pid) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(group) === this.#child.pid && !'ZX'.includes(state);
    } catch {
      // It has ended meanwhile.
      return false;
    }
  }

  async #run({ command, env = {}, cwd }, limitMs) {
    const folder = await mkdtemp(join(tmpdir(), 'wordmill-client-'));
    const output = await open(join(folder, 'output'), 'w');
    try {
      const began = performance.now();
      // The shell's own clock counts the children of children too, which Node cannot ask for.
      const timed = 'TIMEFORMAT="%3U %3S"; { time "$@" 2>&3; } 3>&2 2>"$0"';
      const child = spawn('bash', ['-c', timed, join(folder, 'times'), ...command], {
        cwd,
        env: { ...process.env, ...env },
        detached: true,
        stdio: ['ignore', output.fd, output.fd],
      });
      this.#child = child;
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        this.kill();
      }, limitMs);
      const looking = setInterval(() => {
        this.#peakMb = Math.max(this.#peakMb, memoryMb(child.pid));
      }, lookMs);
      const [code] = await once(child, 'exit');
      clearTimeout(timer);
      clearInterval(looking);
      // What it has started and left behind; a process that waits for the disk dies a little later than its shell.
      this.kill();
      while (this.#someLive()) await sleep(5);
      const seconds = (performance.now() - began) / 1000;
      const said = (await readFile(join(folder, 'output'), 'utf8')).slice(-4000);
      return { code, late, seconds, cpuSeconds: await cpuIn(join(folder, 'times')), peakMb: this.#peakMb, said };
    } finally {
      await output.close();
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function cpuIn(path) {
  const line = (await readFile(path, 'utf8').catch(() => '')).trim().split('\n').at(-1);
  const numbers = line.split(' ').map(Number);
  return numbers.length === 2 && numbers.every(Number.isFinite) ? numbers[0] + numbers[1] : null;
}

/** Resident memory of a process and all below it; 0 where the system does not say. */
function memoryMb(pid) {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    const tasks = readdirSync(`/proc/${pid}/task`);
    const children = tasks.flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return (pages * 4096) / 2 ** 20 + children.reduce((sum, child) => sum + memoryMb(child), 0);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}
