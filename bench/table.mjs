/** Lines of columns that stand under each other; the first is text, the others are numbers. */
export function aligned(head, body) {
  const widths = head.map((_title, column) => Math.max(...[head, ...body].map((row) => row[column].length)));
  return [head, ...body]
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
    )
    .join('\n');
}

/** The value below which a share of the values lies. */
export function at(values, share) {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

export function milliseconds(value) {
  return `${Math.abs(value) < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}
