import { type ChildProcess, fork } from 'node:child_process';
import { type RephraseOptions, type RephraserAnswer, RephraserError, type RephraserRequest } from '#engine';
import { lastWords } from '../command.ts';
import type { FromWorker, LoadOptions, ToWorker } from './messages.ts';

export interface WorkerOptions {
  /** The runner's script, which is such a child under the command `llama-worker`. */
  readonly script: string;
  readonly load: LoadOptions;
  /** What messages call the model. */
  readonly label: string;
  /** How long the child may take to notice that a request is not wanted any more, before it is ended. */
  readonly abortGraceMs: number;
}

interface Current {
  readonly id: number;
  readonly onText: ((text: string) => void) | undefined;
  readonly settle: (result: RephraserAnswer | Error) => void;
}

/**
 * A child process that holds one model. It does one thing at a time: the caller waits for {@link idle} before the next.
 * Whatever happens in there, a crash of native code included, ends one child and one request, never the runner.
 */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #label: string;
  readonly #abortGraceMs: number;
  #current: Current | null = null;
  #lastId = 0;
  #errors = '';
  #alive = true;
  /** Resolves when the model is loaded. @throws RephraserError where it cannot be. */
  readonly ready: Promise<void>;
  /** Resolves when the process is gone, however that came about. */
  readonly gone: Promise<void>;
  #idle: Promise<void> = Promise.resolve();

  /** @param onLoading told how much of the weights is loaded, from 0 to 1, until they all are */
  constructor({ script, load, label, abortGraceMs }: WorkerOptions, onLoading: (share: number) => void) {
    this.#label = label;
    this.#abortGraceMs = abortGraceMs;
    this.#child = fork(script, ['llama-worker'], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#errors = (this.#errors + chunk.toString('utf8')).slice(-4000);
    });
    let loaded = (): void => undefined;
    let notLoaded = (_error: Error): void => undefined;
    this.ready = new Promise((resolve, reject) => {
      loaded = resolve;
      notLoaded = reject;
    });
    // Whoever waits for it gets the error; that nobody waits at this moment is no reason to end the runner.
    this.ready.catch(() => undefined);
    this.#child.on('message', (message: FromWorker) => {
      if (message.kind === 'loading') onLoading(message.share);
      else if (message.kind === 'ready') loaded();
      else if (message.kind === 'not-loaded') {
        notLoaded(new RephraserError('run', `${label} cannot be loaded: ${message.message}`));
      } else this.#receive(message);
    });
    this.gone = new Promise((resolve) => {
      const end = (how: string): void => {
        this.#alive = false;
        const error = this.#ended(how);
        notLoaded(error);
        this.#settle(error);
        resolve();
      };
      this.#child.on('error', (error) => end(error.message));
      // Unlike `exit`, this comes after the last of what the process wrote, which often says why it died.
      this.#child.on('close', (code, signal) => end(signal ?? `exit code ${code}`));
    });
    this.#send({ kind: 'load', load });
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Resolves when the process can take a request, or is gone. */
  get idle(): Promise<void> {
    return this.#idle;
  }

  /** @throws RephraserError; the signal's reason as soon as it is aborted, while the process still winds up. */
  rephrase(request: RephraserRequest, { signal, onText }: RephraseOptions): Promise<RephraserAnswer> {
    if (!this.#alive) return Promise.reject(this.#ended('it was gone before'));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      let finish = (): void => undefined;
      this.#idle = new Promise((done) => {
        finish = done;
      });
      let overdue: NodeJS.Timeout | undefined;
      const abort = (): void => {
        this.#send({ kind: 'abort', id });
        overdue = setTimeout(() => this.#child.kill('SIGKILL'), this.#abortGraceMs);
        overdue.unref();
        reject(signal.reason);
      };
      this.#current = {
        id,
        onText: (text) => (signal.aborted ? undefined : onText?.(text)),
        settle: (result) => {
          clearTimeout(overdue);
          signal.removeEventListener('abort', abort);
          if (result instanceof Error) reject(result);
          else resolve(result);
          finish();
        },
      };
      this.#send({ kind: 'rephrase', id, request, stream: onText !== undefined });
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
  }

  async dispose(): Promise<void> {
    // The child holds nothing that could be lost.
    this.#child.kill('SIGKILL');
    await this.gone;
  }

  #receive(message: Exclude<FromWorker, { kind: 'loading' | 'ready' | 'not-loaded' }>): void {
    if (message.id !== this.#current?.id) return;
    switch (message.kind) {
      case 'text':
        this.#current.onText?.(message.text);
        return;
      case 'answer':
        this.#settle(message.answer);
        return;
      case 'failure':
        this.#settle(new RephraserError(message.failure, `${this.#label}: ${message.message}`));
        return;
      case 'aborted':
        this.#settle(new Error('The request was aborted.'));
    }
  }

  #settle(result: RephraserAnswer | Error): void {
    const current = this.#current;
    this.#current = null;
    current?.settle(result);
  }

  #send(message: ToWorker): void {
    // A child that is just ending closes the channel first; `exit` then says so to everyone who waits.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #ended(how: string): RephraserError {
    const words = lastWords(this.#errors);
    return new RephraserError(
      'retry',
      `The process of ${this.#label} ended (${how})${words === '' ? '.' : `: ${words}`}`,
    );
  }
}
