import { documentsOf, duration, runInBrief, tokensPerSecond, whole } from './run-numbers.ts';
import type { RunState, RunStatus } from './run-status.ts';

/** A run that this workspace knows. */
export interface KnownRun {
  /** Absolute path of the run folder. */
  readonly folder: string;
  /** Absolute path of the strategy file, for resuming; null for a folder that was added by hand. */
  readonly strategy: string | null;
  /** File with what the runner said. */
  readonly log: string | null;
  /** Documents at the most, where somebody said so as the run began; null or absent is what the strategy says. */
  readonly limit?: number | null;
}

/** A known run with its status; null before the runner has written one. */
export interface RunSnapshot {
  readonly run: KnownRun;
  readonly name: string;
  readonly status: RunStatus | null;
  /** Whether the runner was started here and has not said anything yet. */
  readonly starting: boolean;
}

/** A row of the view. Pure data, so that it can be tested without an editor. */
export interface RunNode {
  /** Stays the same while the run goes on, so that what is folded stays folded. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  readonly tooltip: string;
  /** Which actions the row offers. */
  readonly context: string;
  readonly open: boolean;
  readonly snapshot: RunSnapshot | null;
  readonly children: readonly RunNode[];
}

const icons: Readonly<Record<RunState, string>> = {
  running: 'sync~spin',
  finished: 'pass',
  interrupted: 'debug-pause',
  failed: 'error',
};

/** The rows of one run: itself, its numbers, its rephrasings, and why outputs were rejected. */
export function runNode(snapshot: RunSnapshot): RunNode {
  const { run, name, status, starting } = snapshot;
  const id = run.folder;
  if (!status) {
    const [description, icon] = starting ? ['starting', 'sync~spin'] : ['no status', 'question'];
    const context = starting ? 'run.starting' : 'run.unknown';
    return { id, label: name, description, icon, tooltip: run.folder, context, open: false, snapshot, children: [] };
  }
  return {
    id,
    label: name,
    description: runInBrief(status),
    icon: icons[status.state],
    tooltip: [`${name}: ${status.state}`, status.message, run.folder].filter((line) => line !== null).join('\n'),
    context: `run.${status.state}${run.strategy === null ? '.added' : ''}`,
    open: status.state === 'running',
    snapshot,
    children: [...numbers(id, status), ...rephrasings(id, status), ...reasons(id, status)],
  };
}

function numbers(id: string, status: RunStatus): readonly RunNode[] {
  const { records, rejects, skipped, badRows, failed, outputTokens, seconds, message } = status;
  const rows: (RunNode | false)[] = [
    message !== null && leaf(`${id}#message`, message, '', 'info'),
    leaf(`${id}#documents`, 'Documents', documentsOf(status), 'files'),
    leaf(`${id}#kept`, 'Kept', whole(records), 'check'),
    leaf(`${id}#rejected`, 'Rejected', whole(rejects), 'circle-slash'),
    skipped > 0 && leaf(`${id}#skipped`, 'Skipped', whole(skipped), 'debug-step-over'),
    badRows > 0 && leaf(`${id}#bad`, 'Rows that are no documents', whole(badRows), 'warning'),
    failed > 0 && leaf(`${id}#failed`, 'Failed requests', whole(failed), 'warning'),
    leaf(`${id}#tokens`, 'Tokens written', `${whole(outputTokens)}, ${whole(tokensPerSecond(status))} a second`, 'zap'),
    leaf(`${id}#time`, 'Time', duration(seconds), 'watch'),
  ];
  return rows.filter((row) => row !== false);
}

function rephrasings(id: string, { byRephrasing }: RunStatus): readonly RunNode[] {
  const children = Object.entries(byRephrasing).map(([name, { records, rejects }]) =>
    leaf(`${id}#rephrasing/${name}`, name, `${whole(records)} kept · ${whole(rejects)} rejected`, 'sparkle'),
  );
  return group(`${id}#rephrasings`, 'Rephrasings', 'list-unordered', children);
}

function reasons(id: string, { byReason }: RunStatus): readonly RunNode[] {
  const children = Object.entries(byReason)
    .toSorted(([, left], [, right]) => right - left)
    .map(([reason, count]) => leaf(`${id}#reason/${reason}`, reason, whole(count), 'filter'));
  return group(`${id}#reasons`, 'Why outputs were rejected', 'filter', children);
}

function group(id: string, label: string, icon: string, children: readonly RunNode[]): readonly RunNode[] {
  if (children.length === 0) return [];
  return [{ ...leaf(id, label, '', icon), open: true, children }];
}

function leaf(id: string, label: string, description: string, icon: string): RunNode {
  const tooltip = description === '' ? label : `${label}: ${description}`;
  return { id, label, description, icon, tooltip, context: 'number', open: false, snapshot: null, children: [] };
}
