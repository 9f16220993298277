import type { MeasuredText } from './text.ts';

/** The “duplicate line fraction” of Gopher (Rae et al. 2021, arXiv 2112.11446, table A1). */
export function duplicateLines({ text }: MeasuredText): number {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.length === 0 ? 0 : 1 - new Set(lines).size / lines.length;
}
