import type { LastRun } from '../../last-run.ts';
import type { Problem } from '../../problem.ts';
import { problem } from '../problem.ts';
import type { FindingsFile } from './index.ts';
import { share } from './shares.ts';

/** Above this share it is more than a few stray answers. */
const tooMany = 0.05;

/** Rephrasings whose answers were cut off; where the limit has been changed since, that has been seen to. */
export function truncated({ requests, findings }: FindingsFile, run: LastRun): readonly Problem[] {
  return requests.flatMap(({ name, span, steps }) => {
    const found = findings.get(name);
    if (found === undefined) return [];
    const answers = found.records + found.rejects;
    if (found.truncated <= tooMany * answers) return [];
    const limits = steps.map(({ answerLimit }) => answerLimit);
    if (String(limits.map((limit) => limit?.tokens ?? null)) !== String(limitsThen(run, name))) return [];
    const place = limits.at(-1)?.span ?? span;
    const message = `In the last run ${share(found.truncated, answers)} of the answers of \`${name}\` were cut off at \`max_tokens\`.`;
    return [problem('run-truncated', place, message)];
  });
}

/** `max_tokens` of the steps as they ran. The strategy is read from a file, so nothing of its form is certain. */
function limitsThen({ strategy }: LastRun, name: string): readonly (number | null)[] {
  const rephrasing = list(field(strategy, 'rephrasings')).find((one) => field(one, 'name') === name);
  return list(field(rephrasing, 'steps')).map((step) => {
    const limit = field(field(step, 'sampling'), 'max_tokens');
    return typeof limit === 'number' ? limit : null;
  });
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  // The object has the key as its own.
  return (value as Readonly<Record<string, unknown>>)[key];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
