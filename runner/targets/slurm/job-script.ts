import { join } from 'node:path';

export interface JobScript {
  /** Absolute path of the run folder. */
  readonly folder: string;
  /** Absolute path of the runner's copy in it. */
  readonly runner: string;
  readonly workers: number;
  /** The node that this process runs with, for machines that have it under the same path and none in PATH. */
  readonly node: string;
}

/** Seconds before the time limit at which Slurm sends USR1. */
export const signalSeconds = 90;

/** Seconds for what is in flight after that; then the worker is told to end at once, so that the job can be queued again. */
const drainSeconds = 60;

/**
 * The script of the workers' array. It hands signals on, since Slurm sends USR1 to the shell alone, and queues its own
 * job again where the time limit was the reason to end. A second TERM, where the first was not heeded in time, ends the
 * worker at once: what is in flight then is asked again.
 */
export function workerScript({ folder, runner, workers, node }: JobScript): string {
  return `${head('one worker of a run', node)}
if [ ! -f ${quoted(join(folder, 'setup.json'))} ]; then
  echo "wordmill: this machine ($(hostname)) does not see" ${quoted(folder)} "; the run folder must be on a shared file system." >&2
  exit 2
fi
index=$((SLURM_ARRAY_TASK_ID + \${WORDMILL_OFFSET:-0}))
limit= ended= child=
trap 'limit=1; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null' USR1
trap 'ended=1; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null' TERM
"$node" ${quoted(runner)} worker ${quoted(folder)} --index "$index" --of ${workers} &
child=$! hurry=
while :; do
  wait "$child"
  code=$?
  kill -0 "$child" 2>/dev/null || break
  if [ -n "$limit$ended" ] && [ -z "$hurry" ]; then
    (sleep ${drainSeconds}; kill -TERM "$child" 2>/dev/null) &
    hurry=$!
  fi
done
[ -z "$hurry" ] || kill "$hurry" 2>/dev/null
if [ -n "$limit" ] && [ -z "$ended" ] && [ "$code" -ne 0 ]; then
  echo "wordmill: the time limit was near; the job is queued again." >&2
  scontrol requeue "\${SLURM_ARRAY_JOB_ID}_\${SLURM_ARRAY_TASK_ID}" && exit 0
fi
exit "$code"
`;
}

/** The script of the job that follows the array: it ends the run, or sends out again what is left. */
export function lastScript({ folder, runner, workers, node }: JobScript): string {
  return `${head('ends a run, or sends its workers out again', node)}
exec "$node" ${quoted(runner)} worker ${quoted(folder)} --last --of ${workers}
`;
}

function head(about: string, node: string): string {
  return `#!/bin/bash
# Wordmill: ${about}. Written by \`wordmill run --target\`.
node=\${WORDMILL_NODE:-}
[ -n "$node" ] || node=$(command -v node)
[ -n "$node" ] || node=${quoted(node)}
if ! "$node" --version >/dev/null 2>&1; then
  echo "wordmill: there is no node on this machine ($(hostname)); put it into PATH, or name it in WORDMILL_NODE." >&2
  exit 2
fi`;
}

/** A text as one word of the shell, whatever it holds. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
