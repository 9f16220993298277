import type { TextSpan } from './spans.ts';

/** What a passage has between two stretches of its document. */
const between = '\n\n';

/** The text of a passage: stretches of a document, one below the other. */
export function textOf(document: string, stretches: readonly TextSpan[]): string {
  return stretches.map(({ start, end }) => document.slice(start, end)).join(between);
}

/** The stretches of the document of which a part of a passage is made; what lies between two of them is in none. */
export function stretchesWithin(stretches: readonly TextSpan[], part: TextSpan): readonly TextSpan[] {
  const within: TextSpan[] = [];
  let at = 0;
  for (const { start, end } of stretches) {
    const from = start + Math.max(0, part.start - at);
    const to = Math.min(end, start + part.end - at);
    if (from < to) within.push({ start: from, end: to });
    at += end - start + between.length;
  }
  return within;
}
