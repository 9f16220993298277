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
  const widths = head.map((_title, column) => Math.max(...[head, ...body].map((row) => row[column].length)));
  return [head, ...body]
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
    )
    .join('\n');
}

/** The value below which a share of the values lies. */
function at(values, share) {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

function milliseconds(value) {
  return `${Math.abs(value) < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}
