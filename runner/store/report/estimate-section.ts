import { dollarsOf } from '#engine';
import type { Counts } from '../run/counts.ts';
import type { Estimate, Interval } from '../run/estimate.ts';
import type { RunManifest } from '../run/manifest.ts';
import type { Summary } from './summary.ts';
import { spell, whole } from './words.ts';

/** An estimate beside what came. */
export interface Compared {
  readonly name: string;
  readonly expected: Interval;
  readonly came: number;
  /** Whether what came lies in the interval. */
  readonly inside: boolean;
}

/** The numbers of a run that an estimate is of. */
export interface RunNumbers {
  readonly counts: Readonly<Counts>;
  readonly requests: number;
  readonly seconds: number;
  readonly models: RunManifest['strategy']['models'];
}

/** The estimate’s numbers beside the run’s. Tokens are left out where no model has counted any. */
export function comparedWith(estimate: Estimate, run: RunNumbers): readonly Compared[] {
  const { counts, requests, seconds } = run;
  const line = (name: string, expected: Interval, came: number): Compared => ({
    name,
    expected,
    came,
    inside: expected.low <= came && came <= expected.high,
  });
  const counted = counts.input_tokens + counts.output_tokens > 0;
  const priced = estimate.dollars.high > 0;
  return [
    line('documents', estimate.documents, counts.documents),
    line('requests', estimate.requests, requests),
    ...(counted ? [line('tokens in', estimate.input_tokens, counts.input_tokens)] : []),
    ...(counted ? [line('tokens out', estimate.output_tokens, counts.output_tokens)] : []),
    ...(priced ? [line('dollars', estimate.dollars, dollarsOfRun(run))] : []),
    line('time', estimate.seconds, seconds),
  ];
}

/** What the requests of a run have cost at the prices of its strategy. */
export function dollarsOfRun({ counts, models }: Pick<RunNumbers, 'counts' | 'models'>): number {
  return Object.entries(counts.by_model).reduce(
    (sum, [name, { input_tokens: input, output_tokens: output }]) =>
      sum + dollarsOf({ input, output }, models[name]?.price ?? null),
    0,
  );
}

/** A number of the comparison in words. */
function comparedWord({ name }: Pick<Compared, 'name'>, value: number): string {
  if (name === 'time') return spell(value);
  if (name === 'dollars') return `$${value >= 1 ? value.toFixed(2) : Number(value.toPrecision(2))}`;
  return whole(value);
}

/** The part of the report that holds the estimate against what came; nothing where there was none. */
export function estimateSection({ estimate, manifest, counts, requests, seconds }: Summary): string {
  if (estimate === null) return '';
  const lines = comparedWith(estimate, { counts, requests, seconds, models: manifest.strategy.models });
  const rows = lines.map((line) => {
    const { low, likely, high } = line.expected;
    const cells = [low, likely, high, line.came].map((value) => `<td>${comparedWord(line, value)}</td>`).join('');
    const verdict = line.inside ? 'as expected' : line.came < low ? 'less than expected' : 'more than expected';
    return `<tr><th scope="row">${line.name}</th>${cells}<td>${verdict}</td></tr>`;
  });
  const made = estimate.probe === null ? 'without asking a model' : `after ${whole(estimate.probe.requests)} requests`;
  const limit = estimate.limit === null ? '' : ` It is of ${whole(estimate.limit)} documents at the most.`;
  return `<h2>Estimate and run</h2>
<p>Estimated on ${estimate.created.slice(0, 10)} ${made}.${limit} Less of everything, documents included, is what a run has that did not come to its end.</p>
<table><thead><tr><th></th><th>low</th><th>likely</th><th>high</th><th>came</th><th></th></tr></thead>
<tbody>${rows.join('')}</tbody></table>`;
}

/** The same for a terminal, in one line. */
export function comparedInWords(compared: readonly Compared[]): string {
  const parts = compared.map((line) => {
    const { low, high } = line.expected;
    const [from, to, came] = [low, high, line.came].map((value) => comparedWord(line, value));
    return `${line.name} ${came} (${from} to ${to})`;
  });
  const outside = compared.filter(({ inside }) => !inside).map(({ name }) => name);
  const verdict = outside.length === 0 ? 'all as expected' : `not as expected: ${outside.join(', ')}`;
  return `Against the estimate, ${verdict}: ${parts.join(' · ')}.`;
}
