import { canonicalJson, countTokens } from '#engine';
import type { RunFacts } from '#store';

type RunRecord = RunFacts['records'][number];

/** What two runs have made of the same passages. Snake case, since it is printed as JSON. */
export interface PairedRuns {
  /** Passages of documents of which both have a record of the same rephrasing. */
  readonly pairs: number;
  /** Of them, the share whose texts are the same, letter by letter. */
  readonly identical: number;
  /** Estimated tokens of the second run’s texts over those of the first’s. */
  readonly tokens_ratio: number;
  /** Mean share of the words of either text that both have (Jaccard), 0 to 1. */
  readonly words_shared: number;
  /** Texts that differ most. */
  readonly examples: readonly PairedTexts[];
}

export interface PairedTexts {
  readonly source_id: string;
  readonly rephrasing: string;
  readonly first: string;
  readonly second: string;
}

const mostExamples = 2;

/**
 * Puts records of two runs side by side that are of the same passage and the same rephrasing. Null where there are none. Of
 * several rollouts or items of a list the first counts.
 */
export function pairedRuns(first: readonly RunRecord[], second: readonly RunRecord[]): PairedRuns | null {
  const others = new Map<string, RunRecord>();
  for (const record of second) if (!others.has(keyOf(record))) others.set(keyOf(record), record);
  const seen = new Set<string>();
  const pairs: { readonly one: RunRecord; readonly other: RunRecord; readonly shared: number }[] = [];
  for (const one of first) {
    const key = keyOf(one);
    const other = others.get(key);
    if (other === undefined || seen.has(key)) continue;
    seen.add(key);
    pairs.push({ one, other, shared: one.text === other.text ? 1 : sharedWords(one.text, other.text) });
  }
  if (pairs.length === 0) return null;
  const tokens = (pick: (pair: (typeof pairs)[number]) => RunRecord): number =>
    pairs.reduce((sum, pair) => sum + countTokens(pick(pair).text), 0);
  const different = pairs.filter(({ one, other }) => one.text !== other.text);
  return {
    pairs: pairs.length,
    identical: 1 - different.length / pairs.length,
    tokens_ratio:
      tokens(({ other }) => other) /
      Math.max(
        1,
        tokens(({ one }) => one),
      ),
    words_shared: pairs.reduce((sum, { shared }) => sum + shared, 0) / pairs.length,
    examples: different
      .toSorted((left, right) => left.shared - right.shared)
      .slice(0, mostExamples)
      .map(({ one, other }) => ({
        source_id: one.source_id,
        rephrasing: one.rephrasing,
        first: one.text,
        second: other.text,
      })),
  };
}

function keyOf({ source_file, source_row, rephrasing, chunk }: RunRecord): string {
  return canonicalJson([source_file, source_row, rephrasing, chunk]);
}

function sharedWords(left: string, right: string): number {
  const [one, other] = [wordsOf(left), wordsOf(right)];
  const both = [...one].filter((word) => other.has(word)).length;
  const either = one.size + other.size - both;
  return either === 0 ? 1 : both / either;
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}
