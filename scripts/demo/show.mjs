/** Lines that say how many pieces each rephrasing kept and why the others were rejected. */
export function tableLines({ by_rephrasing, by_reason, skipped, bad_rows }) {
  const rows = Object.entries(by_rephrasing).map(([name, { records, rejects }]) => [name, records, rejects]);
  const width = Math.max(10, ...rows.map(([name]) => name.length));
  const line = (name, kept, rejected) =>
    `  ${name.padEnd(width)} ${String(kept).padStart(6)} ${String(rejected).padStart(9)}`;
  const reasons = Object.entries(by_reason).toSorted(([, left], [, right]) => right - left);
  const gateWidth = Math.max(10, ...reasons.map(([reason]) => reason.length));
  return [
    line('rephrasing', 'kept', 'rejected'),
    ...rows.map((row) => line(...row)),
    '',
    ...(reasons.length === 0 ? [] : ['  rejected because this failed:']),
    ...reasons.map(([reason, count]) => `  ${reason.padEnd(gateWidth)} ${String(count).padStart(6)}`),
    '',
    `  ${skipped} documents were skipped by seeds.keep${bad_rows > 0 ? `, ${bad_rows} rows are no documents` : ''}.`,
  ];
}

/** A source and its rephrasing in two columns. */
export function exampleLines({ file, rephrasing, source, text }, columnWidth = 56) {
  const right = wrap(text, columnWidth);
  const left = wrap(source, columnWidth);
  // The source is cut to the length that makes it comparable.
  const shown = Math.max(right.length, Math.min(left.length, 10));
  const cut =
    left.length > shown ? [...left.slice(0, shown - 1), `${left[shown - 1].slice(0, columnWidth - 2)} …`] : left;
  const rows = Array.from({ length: Math.max(cut.length, right.length) }, (_, index) =>
    `  ${(cut[index] ?? '').padEnd(columnWidth)}   ${right[index] ?? ''}`.trimEnd(),
  );
  return [
    '',
    `  ${file.padEnd(columnWidth)}   ${rephrasing}, kept`,
    `  ${'─'.repeat(columnWidth)}   ${'─'.repeat(columnWidth)}`,
    ...rows,
  ];
}

function wrap(text, width) {
  const lines = [];
  for (const paragraph of text.split(/\n+/)) {
    let line = '';
    for (const word of paragraph.split(/\s+/)) {
      if (line !== '' && line.length + word.length >= width) {
        lines.push(line);
        line = '';
      }
      line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines;
}
