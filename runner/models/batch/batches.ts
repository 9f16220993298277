import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RephraserError } from '#engine';
import type { BatchFolder, BatchState } from './folder.ts';
import { type BatchLine, idIn } from './requests.ts';
import { type BatchServer, isOver, type ServerBatch } from './server.ts';

/** Milliseconds; tests have shorter ones. */
export interface BatchTimes {
  /** Without a further request for so long, a batch is sent. */
  readonly quietMs: number;
  readonly pollMs: number;
  /** After so long what was answered stands in the journal of the run. */
  readonly settledMs: number;
}

export interface BatchesOptions {
  readonly server: BatchServer;
  readonly folder: BatchFolder;
  /** Told what was sent and what came, for people. */
  readonly onNotice: (text: string) => void;
  readonly times?: BatchTimes;
}

const usualTimes: BatchTimes = { quietMs: 5_000, pollMs: 30_000, settledMs: 60_000 };

/** OpenAI takes five times as many; smaller ones come back sooner, and less is asked again where one expires. */
const mostLines = 10_000;
const mostCharacters = 50_000_000;

interface Waiter {
  readonly resolve: (line: string) => void;
  readonly reject: (error: unknown) => void;
}

/** A batch with answers that nobody has been given yet. */
interface Entry {
  readonly number: number;
  state: BatchState;
  /** Ids of the requests whose answers are not handed out. */
  readonly left: Set<string>;
}

/** Gathers requests into batches, and hands their answers out as they come back. */
export class Batches {
  readonly #options: BatchesOptions;
  readonly #times: BatchTimes;
  readonly #ending = new AbortController();
  /** Who waits for the answer to a request, by its id. */
  readonly #waiting = new Map<string, Set<Waiter>>();
  /** Requests that are in a batch at the server. */
  readonly #sent = new Set<string>();
  /** Answers of an earlier start that nobody has asked for yet. */
  readonly #kept = new Map<string, string>();
  readonly #gathered = new Map<string, BatchLine>();
  readonly #running = new Set<Promise<void>>();
  readonly #entryOf = new Map<string, Entry>();
  /** Batches all of whose answers are handed out, of late. */
  readonly #settling = new Set<Entry>();
  #characters = 0;
  #quiet: NodeJS.Timeout | undefined;
  #next = 1;

  constructor(options: BatchesOptions) {
    this.#options = options;
    this.#times = options.times ?? usualTimes;
  }

  /** Takes up what an earlier start has sent. */
  async open(): Promise<void> {
    const { folder, onNotice } = this.#options;
    const { found, next } = await folder.open();
    this.#next = next;
    for (const { number, state, ids } of found) {
      const entry = this.#enter(number, state, ids);
      const answers = await folder.answers(number);
      if (answers !== null) {
        for (const line of answers.split('\n')) this.#keep(line);
        continue;
      }
      for (const id of ids) this.#sent.add(id);
      onNotice(`Batch ${number} with ${count(ids.length)} was sent before; its answers are waited for.`);
      this.#track(this.#carryOut(entry, ids));
    }
  }

  /** The line that answers a request. @throws the signal's reason when aborted; RephraserError where none will come */
  answer(line: BatchLine, signal: AbortSignal): Promise<string> {
    const kept = this.#kept.get(line.id);
    if (kept !== undefined) {
      this.#kept.delete(line.id);
      this.#handed(line.id);
      return Promise.resolve(kept);
    }
    return new Promise((resolve, reject) => {
      const waiters = this.#waiting.get(line.id) ?? new Set<Waiter>();
      const leave = (): void => {
        waiters.delete(waiter);
        if (waiters.size > 0) return;
        this.#waiting.delete(line.id);
        this.#gathered.delete(line.id);
      };
      const given = (): void => {
        leave();
        reject(signal.reason);
      };
      const unheard = (): void => signal.removeEventListener('abort', given);
      const waiter: Waiter = {
        resolve: (text) => (unheard(), resolve(text)),
        reject: (error) => (unheard(), reject(error)),
      };
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', given, { once: true });
      waiters.add(waiter);
      this.#waiting.set(line.id, waiters);
      if (!this.#sent.has(line.id)) this.#gather(line);
    });
  }

  async dispose(): Promise<void> {
    clearTimeout(this.#quiet);
    this.#ending.abort();
    await Promise.allSettled(this.#running);
    // Whoever ends in good order has dealt with every answer that was handed out.
    for (const entry of this.#settling) await this.#deliver(entry);
  }

  #keep(line: string): void {
    const id = idIn(line);
    // What failed before is asked again.
    if (id !== undefined && /"status_code"\s*:\s*200\b/.test(line)) this.#kept.set(id, line);
  }

  #gather(line: BatchLine): void {
    if (this.#gathered.has(line.id)) return;
    this.#gathered.set(line.id, line);
    this.#characters += line.text.length;
    clearTimeout(this.#quiet);
    if (this.#gathered.size >= mostLines || this.#characters >= mostCharacters) this.#send();
    else this.#quiet = setTimeout(() => this.#send(), this.#times.quietMs);
  }

  #send(): void {
    const lines = [...this.#gathered.values()];
    this.#gathered.clear();
    this.#characters = 0;
    if (lines.length === 0) return;
    const number = this.#next++;
    const ids = lines.map(({ id }) => id);
    for (const id of ids) this.#sent.add(id);
    const entry = this.#enter(number, { name: randomUUID(), batch: null, delivered: false }, ids);
    const begun = this.#options.folder.begin(number, entry.state, lines.map(({ text }) => text).join(''));
    this.#track(begun.then(() => this.#carryOut(entry, ids)));
  }

  /** What breaks a batch is told to everybody who waits. */
  #track(work: Promise<void>): void {
    const tracked = work.catch((error: unknown) => this.#failAll(error)).finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
  }

  #enter(number: number, state: BatchState, ids: readonly string[]): Entry {
    const entry = { number, state, left: new Set(ids) };
    for (const id of ids) this.#entryOf.set(id, entry);
    return entry;
  }

  async #carryOut(entry: Entry, ids: readonly string[]): Promise<void> {
    const { folder, onNotice } = this.#options;
    const { number } = entry;
    const begun = await this.#begun(entry, ids.length);
    const ended = await this.#ended(begun.id);
    const lines = await this.#fetched(ended);
    await folder.keepAnswers(number, lines);
    onNotice(
      `Batch ${number}: ${count(ended.completed)} answered of ${ended.total.toLocaleString('en-US')} (${ended.status}).`,
    );
    this.#handOut(lines, ids, ended);
  }

  /** The batch at the server: made now, or before. Its name tells whether the answer to its making was lost. */
  async #begun(entry: Entry, size: number): Promise<ServerBatch> {
    const { server, folder, onNotice } = this.#options;
    const { signal } = this.#ending;
    const { number, state } = entry;
    const { batch } = state;
    if (batch !== null) return this.#patiently(() => server.get(batch, signal));
    const lines = (await folder.requests(number)) ?? '';
    const made = await this.#patiently(async () => {
      const before = await server.find(state.name, signal);
      if (before !== null) return before;
      return server.create(await server.upload(state.name, lines, signal), state.name, signal);
    });
    entry.state = { ...state, batch: made.id };
    await folder.note(number, entry.state);
    onNotice(`Batch ${number} with ${count(size)} is at ${server.shown} as ${made.id}; it is answered within a day.`);
    return made;
  }

  async #ended(id: string): Promise<ServerBatch> {
    const { server } = this.#options;
    for (;;) {
      const batch = await this.#patiently(() => server.get(id, this.#ending.signal));
      if (isOver(batch)) return batch;
      await sleep(this.#times.pollMs, undefined, { signal: this.#ending.signal });
    }
  }

  async #fetched({ outputFile, errorFile }: ServerBatch): Promise<string> {
    const { server } = this.#options;
    let lines = '';
    for (const file of [outputFile, errorFile]) {
      if (file === null) continue;
      const content = await this.#patiently(() => server.content(file, this.#ending.signal));
      lines += content === '' || content.endsWith('\n') ? content : `${content}\n`;
    }
    return lines;
  }

  #handOut(lines: string, ids: readonly string[], { status, words }: ServerBatch): void {
    for (const id of ids) this.#sent.delete(id);
    const answers = new Map(lines.split('\n').map((line) => [idIn(line), line]));
    for (const id of ids) {
      const line = answers.get(id);
      const waiters = this.#waiting.get(id);
      if (waiters === undefined) {
        // Of a run that was started again, which has not come to this request yet.
        if (line !== undefined) this.#keep(line);
        continue;
      }
      this.#waiting.delete(id);
      this.#handed(id);
      const error = line === undefined ? this.#missing(status, words) : undefined;
      for (const waiter of waiters) {
        if (line === undefined) waiter.reject(error);
        else waiter.resolve(line);
      }
    }
  }

  #missing(status: string, words: string): RephraserError {
    const { shown } = this.#options.server;
    if (status === 'failed')
      return new RephraserError('run', `${shown} has refused a batch: ${words || 'no reason given'}`);
    if (status === 'cancelled') {
      return new RephraserError(
        'run',
        'A batch was cancelled at the server. Start the run again to send what is left.',
      );
    }
    return new RephraserError('retry', `${shown} did not come to a request within the time of its batch.`);
  }

  #handed(id: string): void {
    const entry = this.#entryOf.get(id);
    this.#entryOf.delete(id);
    entry?.left.delete(id);
    if (entry === undefined || entry.left.size > 0) return;
    this.#settling.add(entry);
    const settled = sleep(this.#times.settledMs, undefined, { signal: this.#ending.signal }).then(
      () => this.#deliver(entry),
      // The end of the rephraser settles it.
      () => undefined,
    );
    this.#track(settled);
  }

  async #deliver(entry: Entry): Promise<void> {
    this.#settling.delete(entry);
    await this.#options.folder.note(entry.number, { ...entry.state, delivered: true });
  }

  /** A server that is away for an hour is no reason to give a batch up. */
  async #patiently<T>(action: () => Promise<T>): Promise<T> {
    for (let failures = 0; ; failures++) {
      try {
        return await action();
      } catch (error) {
        if (!(error instanceof RephraserError) || error.kind !== 'retry') throw error;
        if (failures === 0) this.#options.onNotice(`${error.message} The batch is tried again.`);
        const delayMs = Math.max(error.retryAfterMs ?? 0, this.#times.pollMs * Math.min(16, 2 ** failures));
        await sleep(delayMs, undefined, { signal: this.#ending.signal });
      }
    }
  }

  #failAll(error: unknown): void {
    const reason = this.#ending.signal.aborted ? new RephraserError('retry', 'The run has ended.') : error;
    for (const waiters of this.#waiting.values()) for (const waiter of waiters) waiter.reject(reason);
    this.#waiting.clear();
  }
}

function count(requests: number): string {
  return requests === 1 ? 'one request' : `${requests.toLocaleString('en-US')} requests`;
}
