import { mapOf, numberOf, scalarOf, textOf } from '../resolve/read.ts';
import { contentSpan } from '../syntax/placement.ts';
import { problem } from './problem.ts';
import type { Check } from './visit.ts';

/** Chunks that are left out whatever their length, and a window that is shorter than one chunk. */
export const chunkSize: Check = (visit, report) => {
  if (visit.kind !== 'map' || visit.spec.noun !== 'a rephrasing') return;
  const chunk = mapOf(visit.node, 'chunk');
  const most = scalarOf(chunk, 'tokens');
  const least = scalarOf(chunk, 'min_tokens');
  if (typeof most?.value !== 'number' || most.value < 1) return;
  if (typeof least?.value === 'number' && least.value > most.value) {
    const message = `\`min_tokens\` is more than the ${most.value} \`tokens\` of a chunk, so that every chunk is left out.`;
    report(problem('out-of-range', contentSpan(least), message));
    return;
  }
  const window = mapOf(visit.node, 'window');
  const length = numberOf(window, 'tokens');
  const counts = scalarOf(chunk, 'prompt_counts')?.value === true;
  if (length === undefined || length > most.value || counts || textOf(window, 'take')?.endsWith('half') === true)
    return;
  const message = `The window has ${length} tokens at the most, so nothing is cut into chunks of ${most.value}.`;
  report(problem('no-effect', contentSpan(most), message));
};
