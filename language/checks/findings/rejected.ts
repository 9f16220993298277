import type { Problem } from '../../problem.ts';
import type { Span } from '../../span.ts';
import { problem } from '../problem.ts';
import type { FindingsFile } from './index.ts';
import { share } from './shares.ts';

/** A gate as it stands in the file now. */
export interface AskedGate {
  /** Undefined where the defaults ask it of all. */
  readonly rephrasing: string | undefined;
  readonly expression: string;
  /** On one line. */
  readonly shown: string;
  readonly span: Span;
}

/** Above this share a gate keeps less than it rejects. */
const tooMany = 0.5;

/** Gates that rejected most of what they were asked of, and that still stand there. */
export function rejected({ gates, findings }: FindingsFile): readonly Problem[] {
  const ofDefaults = new Set(
    gates.filter(({ rephrasing }) => rephrasing === undefined).map(({ expression }) => expression),
  );
  return gates.flatMap(({ rephrasing, expression, shown, span }) => {
    // The defaults are asked first, so what they reject no gate of the same words can.
    if (rephrasing !== undefined && ofDefaults.has(expression)) return [];
    const those = [...findings.values()].filter(({ name }) => rephrasing === undefined || name === rephrasing);
    const asked = those.reduce((sum, { records, rejects }) => sum + records + rejects, 0);
    const counts = those.flatMap((found) => found.gates.filter((gate) => gate.expression === expression));
    const number = counts.reduce((sum, gate) => sum + gate.rejected, 0);
    if (number <= tooMany * asked) return [];
    const of = rephrasing === undefined ? 'all answers' : `the answers of \`${rephrasing}\``;
    return [problem('run-rejected', span, `In the last run \`${shown}\` rejected ${share(number, asked)} of ${of}.`)];
  });
}
