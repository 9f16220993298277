import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { member, parseJson, stringOf } from '../json.ts';
import { idIn } from './requests.ts';

/** What is known of a batch between one start of a run and the next. */
export interface BatchState {
  /** By which it is found at the server, should the answer to its making have been lost. */
  readonly name: string;
  /** Its id at the server; null where it may not have been made yet. */
  readonly batch: string | null;
  /** Whether its answers have been dealt with, so that nobody asks for them again. */
  readonly delivered: boolean;
}

/** A batch that was begun before. */
export interface FoundBatch {
  readonly number: number;
  readonly state: BatchState;
  /** The ids of its requests. */
  readonly ids: readonly string[];
}

/**
 * The files of a run's batches: `NNNN.json` says what became of one, `NNNN.requests.jsonl` has its requests, and
 * `NNNN.answers.jsonl` what came back. Each is there whole or not at all, and durable before the next step is taken.
 */
export class BatchFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Batches whose answers may still be asked for, and the number of the next one. */
  async open(): Promise<{ readonly found: readonly FoundBatch[]; readonly next: number }> {
    await mkdir(this.#folder, { recursive: true });
    const names = (await readdir(this.#folder)).filter((name) => /^\d{4,}\.json$/.test(name)).toSorted();
    const numbers = names.map((name) => Number.parseInt(name, 10));
    const found: FoundBatch[] = [];
    for (const number of numbers) {
      const state = readState((await this.#read(number, 'json')) ?? '');
      if (state === null || state.delivered) continue;
      const lines = ((await this.#read(number, 'requests.jsonl')) ?? '').split('\n');
      found.push({ number, state, ids: lines.flatMap((line) => idIn(line) ?? []) });
    }
    return { found, next: Math.max(0, ...numbers) + 1 };
  }

  async begin(number: number, state: BatchState, lines: string): Promise<void> {
    await this.#write(number, 'requests.jsonl', lines);
    await this.note(number, state);
  }

  note(number: number, state: BatchState): Promise<void> {
    return this.#write(number, 'json', `${JSON.stringify(state)}\n`);
  }

  requests(number: number): Promise<string | null> {
    return this.#read(number, 'requests.jsonl');
  }

  /** The lines that came back; null where they have not been fetched. */
  answers(number: number): Promise<string | null> {
    return this.#read(number, 'answers.jsonl');
  }

  keepAnswers(number: number, lines: string): Promise<void> {
    return this.#write(number, 'answers.jsonl', lines);
  }

  async #read(number: number, ending: string): Promise<string | null> {
    try {
      return await readFile(this.#path(number, ending), 'utf8');
    } catch (error) {
      if (member(error, 'code') === 'ENOENT') return null;
      throw error;
    }
  }

  async #write(number: number, ending: string, text: string): Promise<void> {
    const path = this.#path(number, ending);
    const temporary = `${path}.tmp`;
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    const folder = await open(dirname(path));
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  #path(number: number, ending: string): string {
    return join(this.#folder, `${String(number).padStart(4, '0')}.${ending}`);
  }
}

function readState(text: string): BatchState | null {
  const value = parseJson(text);
  const name = stringOf(member(value, 'name'));
  return name === null
    ? null
    : { name, batch: stringOf(member(value, 'batch')), delivered: member(value, 'delivered') === true };
}
