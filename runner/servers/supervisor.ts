import { readFile } from 'node:fs/promises';
import { type Clock, pause, RephraserError } from '#engine';
import type { EngineCommand } from './engine-command.ts';
import { type ProcessGroup, startGroup } from './process-group.ts';

/** How patient a supervisor is, in milliseconds. */
export interface SupervisorTiming {
  /** Between two questions whether the server answers yet. */
  readonly askEveryMs: number;
  /** How long a server may take until it answers: weights are loaded, graphs are captured. */
  readonly startMs: number;
  /** A server under load may let a small request wait for this long, or for the model's own limit where that is longer. */
  readonly answerMs: number;
  /** Between two looks whether it still answers. */
  readonly watchEveryMs: number;
  /** Before a server that has ended is started again; the last one holds for all further times. */
  readonly backOffMs: readonly number[];
  /** From TERM to KILL. */
  readonly graceMs: number;
}

export const usualTiming: SupervisorTiming = {
  askEveryMs: 1_000,
  startMs: 30 * 60_000,
  answerMs: 5 * 60_000,
  watchEveryMs: 60_000,
  backOffMs: [1_000, 5_000, 15_000, 60_000],
  graceMs: 10_000,
};

/** A server that never answers after so many starts in a row is given up. */
const startsWithoutAnswer = 4;

/** How often in a row a server that runs may fail to answer before it is ended: a full queue is no death. */
const missedAnswers = 3;

export interface SupervisorOptions {
  /** What people call it: the model's name, and the replica where there are several. */
  readonly label: string;
  readonly command: EngineCommand;
  readonly environment: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly pidFile: string;
  readonly clock: Clock;
  readonly timing: SupervisorTiming;
  /** Sends a small real request; true where a real answer came. */
  readonly answers: (signal: AbortSignal) => Promise<boolean>;
  readonly onNotice: (text: string) => void;
}

/** Keeps an inference server running from its construction to `dispose`. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #group: ProcessGroup | null = null;
  #failure: RephraserError | null = null;
  #answering = false;
  #waiting: (() => void)[] = [];

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#running = this.#supervise().catch((error: unknown) => this.#fail(error));
  }

  get answering(): boolean {
    return this.#answering;
  }

  /** Resolves while the server answers. @throws RephraserError `run` where it was given up; the signal's reason. */
  async up(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      if (this.#failure) throw this.#failure;
      if (this.#answering) return;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  /** Ends the server and all its processes. */
  async dispose(): Promise<void> {
    this.#stop.abort(new Error('The run has ended.'));
    await this.#group?.stop(this.#options.timing.graceMs);
    await this.#running;
  }

  async #supervise(): Promise<void> {
    const { label, timing, clock, onNotice, logFile } = this.#options;
    const { signal } = this.#stop;
    for (let starts = 0; !signal.aborted; ) {
      onNotice(`starting the server of model ${label}; it writes to ${logFile}`);
      const how = await this.#oneLife(() => {
        starts = 0;
      });
      this.#answering = false;
      if (signal.aborted) return;
      starts++;
      const words = await this.#lastWords();
      const { missing, missingWords } = this.#options.command;
      if (missingWords?.test(words)) throw new RephraserError('run', `Model ${label}: ${missing}.`);
      if (starts >= startsWithoutAnswer) {
        throw new RephraserError(
          'run',
          `The server of model ${label} was started ${starts} times and never answered (${how}): ${words} Its log is ${logFile}.`,
        );
      }
      const delayMs = timing.backOffMs[Math.min(starts, timing.backOffMs.length) - 1] ?? 0;
      onNotice(`the server of model ${label} ${how}; it is started again in ${Math.round(delayMs / 1000)} s`);
      await pause(clock, delayMs, signal).catch(() => undefined);
    }
  }

  /** Starts the server once and stays with it to its end. @returns what ended it. */
  async #oneLife(answered: () => void): Promise<string> {
    const { label, command, environment, logFile, pidFile, timing } = this.#options;
    const { program, args, missing } = command;
    const group = await startGroup({ program, args, environment, logFile, pidFile });
    if (group === null) throw new RephraserError('run', `Model ${label}: ${missing}.`);
    this.#group = group;
    if (this.#stop.signal.aborted) await group.stop(timing.graceMs);
    const life = new AbortController();
    const ended = group.ended.then((how) => {
      life.abort();
      return `ended (${how})`;
    });
    const silence = await Promise.race([ended.then(() => null), this.#watch(life.signal, answered)]);
    if (silence !== null) {
      this.#answering = false;
      await group.stop(timing.graceMs);
    }
    const how = await ended;
    return silence ?? how;
  }

  /** Resolves where a server that lives does not answer, or not any more; null when it has ended. */
  async #watch(life: AbortSignal, answered: () => void): Promise<string | null> {
    const { timing, clock, answers } = this.#options;
    const beganMs = clock.now();
    for (let missed = 0; !life.aborted; ) {
      if (await answers(life).catch(() => false)) {
        missed = 0;
        answered();
        this.#begin();
      } else if (this.#answering && ++missed >= missedAnswers) {
        return 'does not answer any more';
      } else if (!this.#answering && clock.now() - beganMs > timing.startMs) {
        return `did not answer within ${Math.round(timing.startMs / 60_000)} minutes`;
      }
      await pause(clock, this.#answering ? timing.watchEveryMs : timing.askEveryMs, life).catch(() => undefined);
    }
    return null;
  }

  #begin(): void {
    if (this.#answering) return;
    this.#options.onNotice(`the server of model ${this.#options.label} answers`);
    this.#answering = true;
    this.#wake();
  }

  #fail(error: unknown): void {
    this.#answering = false;
    const message = error instanceof Error ? error.message : String(error);
    this.#failure = error instanceof RephraserError ? error : new RephraserError('run', message, { cause: error });
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** The end of the log, where engines say why. */
  async #lastWords(): Promise<string> {
    const log = await readFile(this.#options.logFile, 'utf8').catch(() => '');
    const lines = log.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
    const words = lines.slice(-3).join(' · ').slice(-600);
    return words === '' ? 'it said nothing.' : `it said: ${words}.`;
  }
}
