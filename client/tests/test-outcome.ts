import type { TestResultMessage } from '#protocol';

/** What came of one rephrasing of one document. */
export interface Outcome {
  /** `skipped`: it did not come to be tried. */
  readonly kind: 'passed' | 'failed' | 'skipped';
  readonly failures: readonly Failure[];
}

export interface Failure {
  /** One sentence. */
  readonly sentence: string;
  /** Of the expectation in the strategy, from 1. */
  readonly line: number;
  /** The expectation and what it came upon; null where there was no record that it could be asked of. */
  readonly compared: { readonly expected: string; readonly actual: string } | null;
  /** The text that was judged; null where there is none. */
  readonly output: string | null;
}

export function outcomeOf(results: readonly TestResultMessage[]): Outcome {
  if (results.length === 0) return { kind: 'skipped', failures: [] };
  const failed = results.filter(({ passed }) => !passed);
  // What keeps a record from coming fails all expectations alike, and is said once.
  const distinct = failed.filter(
    (one, index) => isCompared(one) || failed.findIndex((other) => isSameReason(one, other)) === index,
  );
  return { kind: failed.length === 0 ? 'passed' : 'failed', failures: distinct.map(failureOf) };
}

/** What a result adds to the output of a test run. @param earlier results of the same document and rephrasing */
export function linesOf(result: TestResultMessage, document: string, earlier: readonly TestResultMessage[]): string {
  const { rephrasing, output, expect, passed } = result;
  const verdict = passed ? `✓ ${expect}` : `✗ ${whyFailed(result)}`;
  if (!isNextRecord(result, earlier)) return `${verdict}\n`;
  const name = rephrasing === '*' ? document : `${rephrasing} · ${document}`;
  return `\n━━ ${name}\n${output === null ? '' : `${output.trimEnd()}\n\n`}${verdict}\n`;
}

/** Most messages name their expectation themselves. */
function whyFailed({ expect, line, message, value }: TestResultMessage): string {
  const why = message ?? `it is ${shown(value)}.`;
  return `line ${line}: ${why.includes(expect) ? why : `\`${expect}\`: ${why}`}`;
}

function failureOf(result: TestResultMessage): Failure {
  const { message, expect, line, output, value, rephrasing } = result;
  const compared = isCompared(result) ? { expected: expect, actual: shown(value) } : null;
  const why = message ?? `\`${expect}\` is not so.`;
  // Of all that fail in one line the editor shows one, so that it says of which rephrasing it is.
  return { sentence: rephrasing === '*' ? why : `${rephrasing}: ${why}`, line, compared, output };
}

/** Where no record came, the reason stands in the place of the value. */
function isCompared({ value, message }: TestResultMessage): boolean {
  return value !== message;
}

function isSameReason(left: TestResultMessage, right: TestResultMessage): boolean {
  return left.message === right.message && left.output === right.output;
}

/** A document may give several records; each is asked all expectations, in their order. */
function isNextRecord(result: TestResultMessage, earlier: readonly TestResultMessage[]): boolean {
  const [first] = earlier;
  if (first === undefined || earlier.at(-1)?.output !== result.output) return true;
  return first.line === result.line && first.expect === result.expect;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}
