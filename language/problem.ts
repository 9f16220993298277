import type { ProblemCode } from './problems.ts';
import type { Edit, Span } from './span.ts';

export type Severity = 'error' | 'warning' | 'information';

/** One way to mend a problem. Applied to the text it was made for, it removes the problem. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Something the person who wrote the strategy should know, where it is, in one sentence. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly span: Span;
  readonly message: string;
  readonly fixes: readonly Fix[];
}
