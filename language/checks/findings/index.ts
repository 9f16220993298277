import type { Checked, CheckedChunk } from '../../checked.ts';
import type { LastRun, RephrasingFindings } from '../../last-run.ts';
import type { Problem } from '../../problem.ts';
import { shift } from '../../span.ts';
import type { Strategy } from '../../strategy.ts';
import type { Tree } from '../../syntax/tree.ts';
import { wholeSpan, written } from '../conditions.ts';
import { type FileRequests, requestsOf } from '../requests.ts';
import { noOutput } from './no-output.ts';
import { type AskedGate, rejected } from './rejected.ts';
import { stale } from './stale.ts';
import { truncated } from './truncated.ts';

/** What a finding is told from. Spans are those of the file. */
export interface FindingsFile {
  readonly requests: FileRequests['requests'];
  /** The gates of the defaults and of all rephrasings. */
  readonly gates: readonly AskedGate[];
  /** Of the last run, by the names that the file still has. */
  readonly findings: ReadonlyMap<string, RephrasingFindings>;
}

/**
 * What the last run brought to light, at the lines that cause it.
 *
 * @param strategy what the file says now; undefined while it has errors
 */
export function lastFindings(
  tree: Tree,
  { chunks, imported }: Checked,
  run: LastRun,
  strategy: Strategy | undefined,
): readonly Problem[] {
  // What stands in a broken file may be anything: it is said again when the file can be read.
  if (tree.problems.some(({ code }) => code === 'yaml-syntax')) return [];
  const { requests } = requestsOf(chunks, imported);
  const names = new Set(requests.map(({ name }) => name));
  const findings = new Map(run.rephrasings.filter(({ name }) => names.has(name)).map((found) => [found.name, found]));
  const file = { requests, gates: gatesOf(chunks), findings };
  return [...stale(tree, run, strategy), ...truncated(file, run), ...rejected(file), ...noOutput(file)];
}

function gatesOf(chunks: readonly CheckedChunk[]): readonly AskedGate[] {
  return chunks.flatMap(({ placed, facts }) =>
    facts.conditions.flatMap(({ path, items }) => {
      if (path.at(-1) !== 'keep' || (path[0] !== 'rephrasings' && path[0] !== 'defaults')) return [];
      const rephrasing = path[0] === 'rephrasings' ? path[1] : undefined;
      return items.map((item) => ({
        rephrasing,
        expression: item.parsed.source,
        shown: written(item.parsed),
        span: shift(wholeSpan(item), placed.offset),
      }));
    }),
  );
}
