import { functionWords } from './function-words.ts';
import type { MeasuredOutcome } from './measure.ts';
import type { MeasuredText } from './text.ts';

/**
 * The cosine of two vectors of term frequencies (Salton & Buckley 1988): terms are the runs of four characters in words,
 * function words aside, weighed 1 + ln of their count. The same as scikit-learn's `TfidfVectorizer` with `char_wb`,
 * `sublinear_tf` and without `use_idf`, over the words in lower case.
 */
export function similarity({ source, output }: MeasuredOutcome): number {
  const [left, right] = [weightsOf(source), weightsOf(output)];
  const [small, large] = left.size < right.size ? [left, right] : [right, left];
  let product = 0;
  for (const [term, weight] of small) product += weight * (large.get(term) ?? 0);
  const lengths = Math.sqrt(squares(left) * squares(right));
  return lengths === 0 ? 0 : Math.min(1, product / lengths);
}

const termLength = 4;

function weightsOf(text: MeasuredText): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.words()) {
    if (functionWords.has(word)) continue;
    // The marks of its ends tell “port” from the middle of “important”; a shorter word is one term.
    const marked = ` ${word} `;
    for (let start = 0; start === 0 || start + termLength <= marked.length; start++) {
      const term = marked.slice(start, start + termLength);
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  }
  for (const [term, count] of counts) counts.set(term, 1 + Math.log(count));
  return counts;
}

function squares(weights: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const weight of weights.values()) sum += weight * weight;
  return sum;
}
