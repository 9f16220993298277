import type { MeasuredOutcome } from '../measures/measure.ts';
import { numberWords } from '../measures/number-words.ts';
import type { Runs } from '../measures/runs.ts';
import type { TextSpan } from '../passages/spans.ts';
import { nearestStretch } from './nearest-stretch.ts';
import { stretchOfWords } from './stretch-of-words.ts';
import { partsOf, type Quotation, readQuotations } from './read-quotations.ts';

/** Fewer words in quotation marks are a term or a doubt. */
const shortestQuotation = 4;
/** More are not shown anyway. */
const mostCompared = 50;

export interface ComparedQuotations {
  readonly invented: readonly TextSpan[];
  /** Those that are nearly what the source quotes, with the place there. */
  readonly changed: readonly { readonly output: TextSpan; readonly source: TextSpan }[];
}

/** A quotation that the source has word for word, quoted or not, is neither; capital letters and marks make no difference. */
export function compareQuotations({ source, output }: Pick<MeasuredOutcome, 'source' | 'output'>): ComparedQuotations {
  const claimed = readQuotations(output).filter(({ words }) => words.end - words.start >= shortestQuotation);
  if (claimed.length === 0) return { invented: [], changed: [] };
  const runs = source.runs();
  const ids = output.ids();
  const isThere = (quotation: Quotation): boolean =>
    partsOf(output, quotation).every((part) => holds(runs, ids.subarray(part.start, part.end)));
  const missing = claimed.filter((quotation) => !isThere(quotation)).slice(0, mostCompared);
  const known = missing.length === 0 ? [] : readQuotations(source);
  const invented: TextSpan[] = [];
  const changed: { readonly output: TextSpan; readonly source: TextSpan }[] = [];
  for (const { start, end, words } of missing) {
    const near = nearestStretch(
      ids.subarray(words.start, words.end),
      known.map((quotation) => quotation.words),
      source.ids(),
    );
    if (near === null) invented.push({ start, end });
    else if (!saysTheSame(output.words().slice(words.start, words.end), source.words().slice(near.start, near.end)))
      changed.push({ output: { start, end }, source: stretchOfWords(source, near.start, near.end) });
  }
  return { invented, changed };
}

/** Whether numbers are the only difference, in words here and in digits there. */
function saysTheSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((word, index) => isSame(word, right[index] ?? ''));
}

function isSame(word: string, other: string): boolean {
  return word === other || numberWords([word], '').has(other) || numberWords([other], '').has(word);
}

function holds(runs: Runs, words: Int32Array): boolean {
  let state: number | undefined = runs.start;
  for (const word of words) {
    state = runs.step(state, word);
    if (state === undefined) return false;
  }
  return true;
}
