import { aligned, at, milliseconds } from '../table.mjs';

/** What is measured, in words, with the bar for its 95th percentile in milliseconds by the lines of the text. */
const rows = [
  { name: 'start', words: 'start → initialised', bars: { 200: 200, 3400: 200, 17_000: 200 } },
  { name: 'open', words: 'open → diagnostics' },
  { name: 'edit', words: 'edit → diagnostics', bars: { 200: 10, 3400: 30, 17_000: 100 } },
  { name: 'complete', words: 'completion', bars: { 3400: 20 } },
  { name: 'typed', words: 'key press → completion' },
  { name: 'hover', words: 'hover' },
  { name: 'symbols', words: 'symbols' },
];

/** Times of two servers side by side; a ratio says how many times faster the first one is, at p50 and at p95. */
export function table(lines, ours, theirs) {
  const head = ['', 'wordmill p50', 'p95', 'bar', 'yaml-ls p50', 'p95', 'ratio p50', 'p95'];
  const body = rows.map(({ name, words, bars = {} }) => {
    const [mine, other] = [ours[name], theirs[name]];
    const bar = bars[lines];
    const met = bar === undefined ? '' : `${at(mine, 0.95) <= bar ? '≤' : 'OVER'} ${bar}`;
    const ratio = (share) => `${(at(other, share) / at(mine, share)).toFixed(1)}×`;
    const times = (list) => [at(list, 0.5), at(list, 0.95)].map(milliseconds);
    return [words, ...times(mine), met, ...times(other), ratio(0.5), ratio(0.95)];
  });
  const memory = (value) => (value === undefined ? 'not known' : `${value.toFixed(0)} MB`);
  const saved =
    ours.memory === undefined || theirs.memory === undefined ? '' : `${(theirs.memory / ours.memory).toFixed(1)}×`;
  body.push(['memory (RSS)', memory(ours.memory), '', '', memory(theirs.memory), '', saved, '']);
  return aligned(head, body);
}
