import type { Outcome, Reject, RephrasingRecord } from '#engine';
import { type Machine, openRun, type Run, type RunPlan, type StatusReport, type WorkerShare } from '#store';
import type { SimulatedDisk } from './simulated-disk.ts';

export const folder = '/out';

/** The strategy of the small run, as far as the store looks at it. */
export function planOf(changes: Partial<RunPlan['strategy']> = {}): RunPlan {
  const rephrasing = (name: string): RunPlan['strategy']['rephrasings'][number] => ({
    name,
    line: 7,
    about: null,
    style: 'dialogue',
    when: null,
    weight: 1,
    rollouts: 1,
    each: [],
    window: null,
    chunk: null,
    steps: [
      {
        name: null,
        model: 'm',
        system: null,
        prompt: '{{ text }}',
        prefill: null,
        sampling: {},
        clean: [],
        expect: 'text',
        fanOut: null,
      },
    ],
    result: null,
    clean: [],
    keep: [],
    retries: 0,
    join: null,
    assemble: null,
  });
  return {
    strategyHash: 'hash',
    version: '0.1.0',
    sources: [],
    strategy: {
      version: 1,
      name: 'small',
      about: null,
      origin: null,
      seed: 1,
      let: {},
      seeds: { from: ['in.jsonl'], text: 'text', id: null, keep: [], limit: null },
      models: {
        m: {
          kind: 'mock',
          mock: 'echo',
          sampling: {},
          limits: { concurrency: 1, timeout: 1, requestsPerMinute: null, tokensPerMinute: null },
          context: null,
          parameters: null,
          price: null,
        },
      },
      variables: {},
      rephrasings: [rephrasing('second'), rephrasing('first')],
      mix: { perDocument: 'all', natural: null, from: null, tokens: null, styles: {} },
      dedup: null,
      decontaminate: null,
      budget: { dollars: null, tokens: null },
      output: { to: null, as: 'jsonl', compression: 'none', rows: 2, rejects: true, raw: false },
      tests: [],
      targets: {},
      ...changes,
    },
  };
}

/** This machine with a disk in memory, a clock that never waits, and no other process. */
export function machineOf(disk: SimulatedDisk, changes: Partial<Machine> = {}): Machine {
  return {
    fileSystem: disk,
    clock: {
      now: () => 0,
      after(_delayMs, callback) {
        const immediate = setImmediate(callback);
        return () => clearImmediate(immediate);
      },
    },
    now: () => 0,
    host: 'here',
    self: { pid: 1, began: '1' },
    isAlive: () => false,
    ...changes,
  };
}

export function recordOf(row: number, rephrasing: string, changes: Partial<RephrasingRecord> = {}): RephrasingRecord {
  return {
    id: `${rephrasing}-${row}`,
    text: `Ä text of row ${row}.`,
    rephrasing,
    style: null,
    source_id: `in:${row}`,
    source_file: 'in.jsonl',
    source_row: row,
    chunk: null,
    variables: { for: 'a child' },
    model: 'mock:echo',
    prompt_hash: 'p',
    strategy: 'small',
    strategy_hash: 'hash',
    seed: 2 ** 31 - 1,
    input_tokens: 3,
    output_tokens: null,
    finish_reason: 'stop',
    measures: { words: 5 },
    created: '1970-01-01T00:00:00.000Z',
    ...changes,
  };
}

export function rejectOf(row: number, rephrasing: string, changes: Partial<Reject> = {}): Reject {
  const { id, source_id, source_file, source_row, chunk, variables, model, seed, measures, created } = recordOf(
    row,
    rephrasing,
  );
  return {
    id,
    reason: 'gate',
    message: 'Too long.',
    gate: 'ratio <= 1.5',
    line: 9,
    rephrasing,
    source_id,
    source_file,
    source_row,
    chunk,
    variables,
    model,
    seed,
    raw: 'said <b>this</b>',
    text: 'said <b>this</b>',
    input_tokens: 3,
    output_tokens: 4,
    finish_reason: 'stop',
    measures,
    created,
    ...changes,
  };
}

/** Two of the eight pieces are rejected, `second-2` and `first-3`; the others are kept. */
export function outcomeOf(row: number, rephrasing: string): Outcome {
  return (row + rephrasing.length) % 4 === 0
    ? { kind: 'reject', reject: rejectOf(row, rephrasing) }
    : { kind: 'record', record: recordOf(row, rephrasing) };
}

export const report: StatusReport = {
  state: 'running',
  documents: 0,
  skipped: 0,
  bad_rows: 0,
  without_passage: 0,
  records: 0,
  rejects: 0,
  failed: 0,
  duplicates: 0,
  contaminated: 0,
  input_tokens: 0,
  output_tokens: 0,
  by_model: {},
  text_tokens: 0,
  removed_tokens: 0,
  by_rephrasing: {},
  by_reason: {},
  in_flight: 0,
  requests: 1,
  seconds: 1,
  left: null,
  waiting: null,
  message: null,
};

export interface Attempt {
  readonly plan?: RunPlan;
  readonly machine?: Machine;
  readonly slices?: number;
  readonly worker?: string;
  /** Given where it is one of several workers. */
  readonly share?: WorkerShare;
  /** Pieces that were done, in the order in which they were. */
  readonly done?: string[];
  /** Pieces that were said to be durable. */
  readonly durable?: string[];
}

/** Does all of the small run that is left to do: slices of two rows, two pieces a row, the pieces in a silly order. */
export async function attempt(disk: SimulatedDisk, options: Attempt = {}): Promise<void> {
  const { slices = 2, worker = 'local', share, done = [], durable = [] } = options;
  const machine = options.machine ?? machineOf(disk);
  const run = await openRun(folder, options.plan ?? planOf(), worker, share ? { machine, share } : { machine });
  try {
    await run.writeStatus(report);
    for (let number = 0; number < slices; number++) {
      const slice = `0000-00000${number}`;
      if (run.committed(slice) === undefined)
        await doSlice(run, slice, number, { done, durable, last: number === slices - 1 });
    }
    await run.event('finished');
    await run.finish();
    await run.writeStatus({ ...report, state: 'finished' });
  } finally {
    await run.close();
  }
}

async function doSlice(
  run: Run,
  id: string,
  number: number,
  { done, durable, last }: { readonly done: string[]; readonly durable: string[]; readonly last: boolean },
): Promise<void> {
  const slice = await run.openSlice(id);
  const appended: Promise<void>[] = [];
  for (const rephrasing of ['first', 'second']) {
    for (const row of [2 * number + 1, 2 * number]) {
      const piece = `${rephrasing}-${row}`;
      if (slice.finished.has(piece)) continue;
      done.push(piece);
      appended.push(slice.append(outcomeOf(row, rephrasing)).then(() => void durable.push(piece)));
    }
  }
  await Promise.all(appended);
  const next = { row: 2 * number + 2, offset: 0 };
  await slice.commit({ documents: 2, skipped: 0, bad_rows: 0, next, last });
}

/** Data and rejects of a disk, which must not depend on what happened on the way. */
export function outputOf(disk: SimulatedDisk): Readonly<Record<string, string>> {
  const parts = disk.paths().filter((path) => /^\/out\/(?:data|rejects)\//.test(path));
  return Object.fromEntries(parts.map((path) => [path, disk.content(path).toString('base64')]));
}
