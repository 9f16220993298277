import { type RephraseOptions, type RephraserAnswer, RephraserError, type RephraserRequest } from '#engine';
import { startDeadline } from './deadline.ts';
import { type WorkerOptions, WorkerProcess } from './worker-process.ts';

export interface PoolOptions extends WorkerOptions {
  /** How long one request may take once a process has it. */
  readonly timeoutMs: number;
  /** Processes at the most; each is started when a request finds no other free. */
  readonly most: number;
}

/** A crash may be one request's fault, which the engine gives up after six attempts; more in a row are the model's. */
const mostCrashesInRow = 8;
const mostCrashesBeforeFirstLoad = 2;

/** The processes of one model. Requests take the next free one, in the order in which they came. */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #workers = new Set<WorkerProcess>();
  readonly #free: WorkerProcess[] = [];
  readonly #waiting: (() => void)[] = [];
  #most: number;
  #crashes = 0;
  #everLoaded = false;
  #disposed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#most = options.most;
  }

  async rephrase(request: RephraserRequest, options: RephraseOptions): Promise<RephraserAnswer> {
    const worker = await this.#take(options);
    const deadline = startDeadline(options.signal, this.#options.timeoutMs);
    try {
      const answer = await worker.rephrase(request, { ...options, signal: deadline.signal });
      this.#crashes = 0;
      return answer;
    } catch (error) {
      options.signal.throwIfAborted();
      if (deadline.timedOut) throw this.#late(error);
      throw worker.alive || this.#disposed ? error : this.#crashed(error);
    } finally {
      deadline.release();
      void worker.idle.then(() => this.#release(worker));
    }
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#wakeAll();
    await Promise.all([...this.#workers].map((worker) => worker.dispose()));
  }

  async #take(options: RephraseOptions): Promise<WorkerProcess> {
    const { label } = this.#options;
    for (;;) {
      options.signal.throwIfAborted();
      if (this.#disposed) throw new RephraserError('run', `${label} was closed.`);
      const free = this.#free.pop();
      if (free?.alive) return free;
      if (free !== undefined) continue;
      if (this.#workers.size < this.#most) {
        const started = await this.#start(options);
        if (started !== null) return started;
      } else {
        await this.#turn(options.signal);
      }
    }
  }

  /** Starts a process and waits until its model is loaded; null where the others have to do. */
  async #start({ signal, onState }: RephraseOptions): Promise<WorkerProcess | null> {
    const loading = `loading ${this.#options.label}`;
    onState?.(loading);
    const worker = new WorkerProcess(this.#options, (share) => {
      if (!signal.aborted) onState?.(`${loading} ${Math.floor(share * 100)} %`);
    });
    this.#workers.add(worker);
    void worker.gone.then(() => this.#forget(worker));
    try {
      await unlessAborted(worker.ready, signal);
      this.#everLoaded = true;
      return worker;
    } catch (error) {
      if (signal.aborted) {
        // The model is loaded all the same: the next request is likely to want it.
        void worker.ready.then(
          () => this.#release(worker),
          () => worker.dispose(),
        );
        throw error;
      }
      const died = !worker.alive;
      await worker.dispose();
      // Where the first processes have taken the memory, they are what there is.
      if (this.#workers.size > 0 && this.#everLoaded) {
        this.#most = this.#workers.size;
        return null;
      }
      throw died && !this.#disposed ? this.#crashed(error) : error;
    }
  }

  #forget(worker: WorkerProcess): void {
    this.#workers.delete(worker);
    this.#wakeAll();
  }

  #release(worker: WorkerProcess): void {
    if (worker.alive) this.#free.push(worker);
    this.#waiting.shift()?.();
  }

  #late(cause: unknown): RephraserError {
    const seconds = this.#options.timeoutMs / 1000;
    const message = `${this.#options.label} gave no whole answer within ${seconds} s (limits.timeout).`;
    return new RephraserError('retry', message, { cause });
  }

  #crashed(error: unknown): unknown {
    this.#crashes++;
    const most = this.#everLoaded ? mostCrashesInRow : mostCrashesBeforeFirstLoad;
    if (this.#crashes < most || !(error instanceof RephraserError)) return error;
    return new RephraserError('run', `${error.message} That was the ${this.#crashes}th time in a row.`, {
      cause: error,
    });
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const proceed = (): void => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      const abort = (): void => {
        const place = this.#waiting.indexOf(proceed);
        if (place >= 0) this.#waiting.splice(place, 1);
        reject(signal.reason);
      };
      this.#waiting.push(proceed);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  #wakeAll(): void {
    for (const proceed of this.#waiting.splice(0)) proceed();
  }
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
