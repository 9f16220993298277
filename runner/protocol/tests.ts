import type { StrategyText } from './index.ts';

export interface RunTestsParams {
  readonly strategy: StrategyText;
  readonly environment: Readonly<Record<string, string>>;
  /** Which of the tests, by their places under `tests`; empty is all of them. */
  readonly tests: readonly number[];
  /** Of each test only these rephrasings; empty is all that the test names. */
  readonly rephrasings: readonly string[];
  readonly models?: Readonly<Record<string, string>>;
  /** Comes back in every result. */
  readonly token: string;
}

export interface TestResultMessage {
  readonly token: string;
  /** Place of the test under `tests`. */
  readonly test: number;
  /** `*` where no rephrasing came to be tried. */
  readonly rephrasing: string;
  readonly expect: string;
  readonly line: number;
  readonly passed: boolean;
  readonly value: unknown;
  readonly output: string | null;
  readonly message: string | null;
}
