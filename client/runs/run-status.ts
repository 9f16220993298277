/** Where a run stands, as its status files say. */
export type RunState = 'running' | 'finished' | 'interrupted' | 'failed';

/** The part of `status/WORKER.json` that the editor shows. */
export interface RunStatus {
  readonly state: RunState;
  readonly pid: number | null;
  readonly host: string | null;
  /** ISO 8601. */
  readonly updated: string | null;
  readonly strategy: string | null;
  readonly documents: number;
  readonly skipped: number;
  readonly badRows: number;
  readonly records: number;
  readonly rejects: number;
  readonly failed: number;
  readonly outputTokens: number;
  /** Documents that are still to come; null where nobody knows. */
  readonly left: number | null;
  readonly seconds: number;
  /** Why it waits, or null while it does not. */
  readonly waiting: string | null;
  readonly message: string | null;
  readonly byRephrasing: Readonly<Record<string, { readonly records: number; readonly rejects: number }>>;
  readonly byReason: Readonly<Record<string, number>>;
}

const states: readonly string[] = ['running', 'finished', 'interrupted', 'failed'] satisfies readonly RunState[];

/** Reads a status file. Null where it is none; what is absent or of another type counts as unknown. */
export function parseStatus(json: string): RunStatus | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // Another program's file, or a newer Wordmill's: the view does without it.
    return null;
  }
  if (!isObject(value) || !isState(value['state'])) return null;
  return {
    state: value['state'],
    pid: numberOr(value['pid'], null),
    host: stringOr(value['host']),
    updated: stringOr(value['updated']),
    strategy: stringOr(value['strategy']),
    documents: numberOr(value['documents'], 0),
    skipped: numberOr(value['skipped'], 0),
    badRows: numberOr(value['bad_rows'], 0),
    records: numberOr(value['records'], 0),
    rejects: numberOr(value['rejects'], 0),
    failed: numberOr(value['failed'], 0),
    outputTokens: numberOr(value['output_tokens'], 0),
    left: numberOr(value['left'], null),
    seconds: numberOr(value['seconds'], 0),
    waiting: stringOr(value['waiting']),
    message: stringOr(value['message']),
    byRephrasing: mapOf(value['by_rephrasing'], (counts) =>
      isObject(counts)
        ? { records: numberOr(counts['records'], 0), rejects: numberOr(counts['rejects'], 0) }
        : { records: 0, rejects: 0 },
    ),
    byReason: mapOf(value['by_reason'], (count) => numberOr(count, 0)),
  };
}

/** The machine that the editor runs on, as far as it can tell whether a process is alive. */
export interface Machine {
  readonly host: string;
  isAlive(pid: number): boolean;
}

/** A status that is older than this, of a process on another machine, is that of a run that has died. */
const staleMs = 30_000;

/** The status as it is and not as it was last written: a run that was killed cannot say that it ended. */
export function presentStatus(status: RunStatus, machine: Machine, nowMs: number): RunStatus {
  if (status.state !== 'running') return status;
  const here = status.host === null || status.host === machine.host;
  const alive =
    here && status.pid !== null ? machine.isAlive(status.pid) : nowMs - Date.parse(status.updated ?? '') < staleMs;
  if (alive) return status;
  return { ...status, state: 'interrupted', message: 'Its process has ended. What was finished is safe; resume it.' };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isState(value: unknown): value is RunState {
  return typeof value === 'string' && states.includes(value);
}

function numberOr<Other>(value: unknown, other: Other): number | Other {
  return typeof value === 'number' && Number.isFinite(value) ? value : other;
}

function stringOr(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function mapOf<Value>(value: unknown, read: (value: unknown) => Value): Readonly<Record<string, Value>> {
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, read(one)])) : {};
}
