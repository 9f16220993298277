import type { Action } from '../refusal.ts';

/** The weights that a sentence of the runner says to fetch; undefined where it says nothing of the kind. */
export function weightsIn(message: string): string | undefined {
  return /Fetch them with: wordmill models pull (\S+)$/.exec(message)?.[1];
}

/** What can be done about weights that are not there. */
export function pullAction(weights: string): Action {
  return { title: 'Fetch Weights', command: 'wordmill.pullModel', arguments: [weights] };
}
