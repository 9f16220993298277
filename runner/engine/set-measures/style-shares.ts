import type { TextSet } from './text-set.ts';

/** How much of a set one style is, 0 to 1. */
export interface StyleShare {
  /** Null stands for the texts whose rephrasing names no style. */
  readonly style: string | null;
  readonly documents: number;
  /** By estimated tokens. */
  readonly tokens: number;
}

/** The styles of a set, the largest first. */
export function styleShares({ texts }: TextSet): readonly StyleShare[] {
  const sums = new Map<string | null, { documents: number; tokens: number }>();
  let all = 0;
  for (const { style, tokens } of texts) {
    const sum = sums.get(style) ?? { documents: 0, tokens: 0 };
    sums.set(style, { documents: sum.documents + 1, tokens: sum.tokens + tokens });
    all += tokens;
  }
  const shares = [...sums].map(([style, { documents, tokens }]) => ({
    style,
    documents: documents / texts.length,
    tokens: all === 0 ? 0 : tokens / all,
  }));
  return shares.toSorted(
    (left, right) => right.tokens - left.tokens || ((left.style ?? '') < (right.style ?? '') ? -1 : 1),
  );
}
