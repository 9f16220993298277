import type { Plan } from '../plan.ts';

/** Where and when pieces are done: what a record says besides the work itself. */
export interface Circumstances {
  readonly plan: Plan;
  /** What records call a model of the strategy. */
  readonly label: (model: string) => string;
  /** The time, as ISO 8601. */
  readonly now: () => string;
  /** Whether what was asked is handed out with every outcome, for people to look at. */
  readonly trail?: boolean;
  /** How often the same was asked for before: seeds of requests hang on it, and nothing else. 0 or absent in runs. */
  readonly again?: number;
}
