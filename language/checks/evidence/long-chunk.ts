import type { Problem } from '../../problem.ts';
import { longestTexts } from '../passages.ts';
import { problem } from '../problem.ts';
import type { EvidenceNote } from './note.ts';

/** The longest inputs of a published pipeline, prompt included. */
const longTokens = 2000;

const known =
  'WRAP found that more than about 300 tokens at once lose content (Mistral 7B on C4), and Nemotron-CC cuts at 512 to 2000 tokens, prompt included; BeyondWeb does not say';

/** Passages that are longer than any published pipeline takes at once. Documents that come as they are are told once. */
export const longChunks: EvidenceNote = ({ requests }) => {
  const chunks: Problem[] = [];
  const whole: string[] = [];
  let first: Problem['span'] | undefined;
  for (const { name, span, passages, chunkSpan, longest } of requests) {
    const { chunk } = passages;
    const tokens = longestTexts(passages, longest).text?.tokens ?? Infinity;
    if (tokens <= longTokens) continue;
    if (chunk !== undefined && chunkSpan !== undefined) {
      chunks.push(problem('evidence-long-chunk', chunkSpan, `A passage has up to ${chunk.tokens} tokens: ${known}.`));
    } else {
      first ??= span;
      whole.push(`\`${name}\``);
    }
  }
  if (first === undefined) return chunks;
  const [one = '', ...others] = whole;
  const who = others.length === 0 ? one : `${one} and ${others.length} more`;
  const message = `Long documents come whole to ${who}: ${known}.`;
  return [problem('evidence-long-chunk', first, message), ...chunks];
};
