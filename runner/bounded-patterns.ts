import { setFlagsFromString } from 'node:v8';

/**
 * Makes V8 take its linear-time engine for regular expressions where one backtracks too much, so that a strategy's
 * pattern like `^(a+)+$` cannot stop a run on one hostile document. To be called before a pattern is compiled. Patterns
 * with look-around, back references or Unicode mode are beyond that engine and stay as they are.
 */
export function boundPatterns(): void {
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
}
