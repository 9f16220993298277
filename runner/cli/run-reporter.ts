import type { Plan } from '#engine';
import {
  comparedInWords,
  comparedWith,
  type Counts,
  estimateIn,
  type Mixture,
  type Run,
  type RunState,
  type Source,
  type StatusReport,
} from '#store';
import type { PreparedRun } from '../run.ts';
import type { Console } from './console.ts';
import { describeProgress } from './progress.ts';

/** Tells people, programs and the editor how a run goes: stderr, NDJSON on stdout, and the files of the run folder. */
export interface RunReporter {
  begin(prepared: PreparedRun): Promise<void>;
  notice(text: string): void;
  badRow(message: string): void;
  /** The last step is done. */
  mixture(made: Mixture): void;
  /** Writes the numbers of this moment, before a report is made of them. */
  flush(): Promise<void>;
  end(state: RunState, message: string | null): Promise<void>;
}

/** How often the status file, the events and the line of progress are renewed. */
const everyMs = 2_000;

/** Rows that are no documents and are told one by one; the rest is only counted. */
const toldBadRows = 20;

export interface ReporterOptions {
  readonly run: Run;
  readonly plan: Plan;
  readonly sources: readonly Source[];
  readonly counts: Readonly<Counts>;
  readonly format: 'text' | 'json';
  readonly console: Console;
}

export function createRunReporter(options: ReporterOptions): RunReporter {
  const { run, plan, counts, format, console } = options;
  const startedMs = performance.now();
  let prepared: PreparedRun | null = null;
  let timer: NodeJS.Timeout | null = null;
  let notice: string | null = null;
  let told = 0;
  /** Documents of earlier attempts. */
  const before = counts.documents;
  let made: Mixture | null = null;
  /** Writes one after the other: a status never overtakes a later one. */
  let writing: Promise<void> = Promise.resolve();

  function status(state: RunState, message: string | null): StatusReport {
    const dispatch = prepared?.dispatch.state;
    return {
      state,
      ...counts,
      requests: dispatch?.requests ?? 0,
      in_flight: dispatch?.inFlight ?? 0,
      waiting: state === 'running' ? (dispatch?.waiting ?? notice) : null,
      left: state === 'finished' ? 0 : (prepared?.left() ?? null),
      seconds: Math.round((performance.now() - startedMs) / 100) / 10,
      message,
    };
  }

  /** As fast as this attempt has gone so far; null as long as it has finished nothing. */
  function secondsLeft({ documents, left, seconds }: StatusReport): number | null {
    const done = documents - before;
    return left === null || done <= 0 ? null : Math.round((seconds / done) * left);
  }

  function emit(event: string, details: object): void {
    if (format === 'json') console.result(JSON.stringify({ event, ...details }));
    void run.event(event, { ...details });
  }

  function warn(message: string): void {
    emit('warning', { message });
    if (format === 'text') console.talk(`warning: ${message}`);
  }

  function tick(): void {
    const now = status('running', null);
    const left = { seconds_left: secondsLeft(now) };
    console.progress(describeProgress({ ...now, ...left }));
    if (format === 'json') console.result(JSON.stringify({ event: 'progress', ...now, ...left }));
    writing = writing.then(() => run.writeStatus(now));
    // A status that cannot be written is told by the next write that matters, which stops the run.
    writing.catch(() => undefined);
  }

  /** A run that was resumed has the numbers of all its attempts only in its files: its report compares them. */
  async function tellEstimate(counts: StatusReport): Promise<void> {
    const estimate = run.resumed ? null : await estimateIn(run.folder, plan.hash);
    if (estimate === null) return;
    const { requests, seconds } = counts;
    const { models } = plan.strategy;
    console.talk(comparedInWords(comparedWith(estimate, { counts, requests, seconds, models })));
  }

  return {
    async begin(running) {
      prepared = running;
      emit('started', {
        strategy: plan.strategy.name,
        strategy_hash: plan.hash,
        output: run.folder,
        rephrasings: plan.strategy.rephrasings.map(({ name }) => name),
        inputs: options.sources.map(({ name, kind, sizeBytes }) => ({ name, kind, bytes: sizeBytes })),
        resumed: run.resumed,
      });
      if (run.resumed) console.talk(`Resuming ${run.folder}: ${counts.documents} documents are done.`);
      tick();
      timer = setInterval(tick, everyMs);
    },
    notice(text) {
      notice = text;
      console.talk(text);
    },
    badRow(message) {
      told++;
      if (told > toldBadRows) return;
      warn(message + (told === toldBadRows ? ' Further rows like this are only counted.' : ''));
    },
    mixture(mixture) {
      made = mixture;
      notice = null;
      mixture.notes.forEach(warn);
    },
    async flush() {
      tick();
      await writing;
    },
    async end(state, message) {
      if (timer) clearInterval(timer);
      const last = status(state, message);
      await writing.catch(() => undefined);
      await run
        .writeStatus(last)
        .catch((error: unknown) =>
          console.talk(`The status could not be written: ${error instanceof Error ? error.message : String(error)}`),
        );
      console.endProgress();
      emit(state, { ...last, ...made, output: run.folder });
      console.talk(sentence(last, made, run.folder));
      if (state === 'finished') await tellEstimate(last);
    },
  };
}

function sentence(status: StatusReport, made: Mixture | null, folder: string): string {
  const natural = (made?.natural_records ?? 0) > 0 ? ` · ${made?.natural_records.toLocaleString('en-US')} natural` : '';
  const numbers = describeProgress({ ...status, left: null, waiting: null }) + natural;
  switch (status.state) {
    case 'finished':
      return `Finished: ${numbers}. The output is in ${folder}`;
    case 'interrupted':
      if (status.message !== null) return `${status.message} Everything that was finished is safe: ${numbers}.`;
      return `Interrupted; everything that was finished is safe: ${numbers}. The same command resumes it.`;
    case 'failed':
      return `Stopped; everything that was finished is safe: ${numbers}. The same command resumes it.`;
    case 'running':
      return numbers;
  }
}
