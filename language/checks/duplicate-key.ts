import type { Fix, Problem } from '../problem.ts';
import { contentSpan } from '../syntax/placement.ts';
import type { Pair } from '../syntax/tree.ts';
import { problem } from './problem.ts';
import type { Check } from './visit.ts';

/** Keys and names that stand twice in one map. Of maps that are spread over chunks the whole file is asked. */
export const duplicateKey: Check = (visit, report) => {
  if (visit.kind === 'value' || visit.partial) return;
  for (const found of duplicates(visit.pairs, visit.place.text)) report(found);
};

/** The second and every later pair of the same key. */
export function duplicates(pairs: readonly Pair[], text: string): readonly Problem[] {
  const seen = new Set<string>();
  const found: Problem[] = [];
  for (const pair of pairs) {
    const name = pair.key.text;
    if (seen.has(name)) {
      const message = `\`${name}\` stands here for the second time; only one can count.`;
      found.push(problem('duplicate-key', contentSpan(pair.key), message, removal(pair, text)));
    }
    seen.add(name);
  }
  return found;
}

/** Deletes a pair that has its lines for itself. */
export function removal({ span, key }: Pair, text: string): readonly Fix[] {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const lineEnd = text.indexOf('\n', Math.max(span.start, span.end - 1));
  const end = lineEnd === -1 ? text.length : lineEnd + 1;
  const alone =
    text.slice(start, span.start).trim() === '' && /^[ \t\r\n]*(?:#[^\n]*)?$/.test(text.slice(span.end, end));
  return alone ? [{ title: `Delete \`${key.text}\``, edits: [{ span: { start, end }, text: '' }] }] : [];
}
