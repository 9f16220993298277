import { aligned, at, milliseconds } from '../table.mjs';

/**
 * Times, one line for each thing that was measured. `first` has what is done once, such as reading the corpus; `CPU` is what the service
 * itself worked for each, whatever else the machine was doing.
 */
export function table(found) {
  const head = ['', 'p50', 'p95', 'bar', 'first', 'CPU'];
  const body = found.map(({ what, taken, bar, first, cpu }) => {
    const met = bar === undefined ? '' : `${at(taken, 0.95) <= bar ? '≤' : 'OVER'} ${bar}`;
    const shown = (value) => (value === undefined ? '' : milliseconds(value));
    return [what, shown(at(taken, 0.5)), shown(at(taken, 0.95)), met, shown(first), shown(cpu)];
  });
  return aligned(head, body);
}
