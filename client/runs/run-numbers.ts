import type { RunStatus } from './run-status.ts';

/** `1,204/20,000`, or `1,204 documents` where nobody knows how many there are. */
export function documentsOf({ documents, left }: RunStatus): string {
  if (left === null) return `${whole(documents)} ${documents === 1 ? 'document' : 'documents'}`;
  return `${whole(documents)}/${whole(documents + left)}`;
}

/** A run in the width of a row: how far it is, what it threw away, how fast it goes. */
export function runInBrief(status: RunStatus): string {
  const parts = [documentsOf(status), `${whole(status.rejects)} rejected`];
  if (status.failed > 0) parts.push(`${whole(status.failed)} failed`);
  if (status.state === 'running' && status.waiting !== null) parts.push(status.waiting);
  else if (status.state === 'running') parts.push(`${whole(tokensPerSecond(status))} tokens/s`);
  return parts.join(' · ');
}

/** The status bar's text, with an icon. */
export function statusBarText(name: string, status: RunStatus): string {
  return `$(sync~spin) ${name} ${documentsOf(status)} · ${whole(status.rejects)} rejected`;
}

/** One sentence at the end of a run. */
export function endOfRun(name: string, status: RunStatus): string {
  const numbers = `${whole(status.records)} kept, ${whole(status.rejects)} rejected`;
  if (status.state === 'finished') return `${name} has finished in ${duration(status.seconds)}: ${numbers}.`;
  if (status.state === 'failed') return `${name} stopped: ${status.message ?? 'the log says why.'}`;
  return `${name} was interrupted; what was finished is safe: ${numbers}.`;
}

export function tokensPerSecond({ outputTokens, seconds }: RunStatus): number {
  return seconds > 0 ? Math.round(outputTokens / seconds) : 0;
}

/** Seconds as people say them: `42 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
  const all = Math.round(seconds);
  if (all < 60) return `${all} s`;
  if (all < 3600) return `${Math.floor(all / 60)} min ${all % 60} s`;
  return `${Math.floor(all / 3600)} h ${Math.floor((all % 3600) / 60)} min`;
}

export function whole(value: number): string {
  return value.toLocaleString('en-US');
}
