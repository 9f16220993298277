import { canonicalJson, meansStyle, type Mix, type Rephrasing } from '#language';
import type { SeedDocument } from './document.ts';
import { uniform } from './hash.ts';

/**
 * Which of the rephrasings that apply to a document are done: all, or as many as the mixture says, drawn by their weights
 * without repetition. Where styles have least shares, a draw is as often among the rephrasings of such a style as the
 * share asks for; the share is one of the whole mixture, so that natural text makes it larger among rephrasings.
 *
 * @returns those of `applying`, in its order
 */
export function drawRephrasings<T extends { readonly rephrasing: Pick<Rephrasing, 'style' | 'weight'> }>(
  applying: readonly T[],
  mix: Mix,
  seed: number,
  document: Pick<SeedDocument, 'file' | 'row'>,
): readonly T[] {
  if (mix.perDocument === 'all') return applying;
  const draw = (name: string): number =>
    uniform(`${seed}\n${canonicalJson([document.file, document.row])}\nmix:${name}`);
  const left = new Set(applying.filter(({ rephrasing }) => rephrasing.weight > 0));
  const drawn = new Set<T>();
  for (let number = 0; drawn.size < mix.perDocument && left.size > 0; number++) {
    const style = drawStyle(mix, () => draw(`style:${number}`));
    const ofStyle = [...left].filter(({ rephrasing }) => isOf(rephrasing.style, style));
    const next = drawByWeight(ofStyle.length > 0 ? ofStyle : [...left], draw(String(number)));
    if (next === undefined) break;
    left.delete(next);
    drawn.add(next);
  }
  return applying.filter((one) => drawn.has(one));
}

function isOf(style: string | null, share: string | null): boolean {
  return style !== null && share !== null && meansStyle(share, style);
}

/** The style that a draw is for; null where it is free. */
function drawStyle({ styles, natural }: Mix, chance: () => number): string | null {
  if (Object.keys(styles).length === 0) return null;
  let left = chance() * (1 - (natural ?? 0));
  for (const [style, share] of Object.entries(styles)) {
    left -= share;
    if (left < 0) return style;
  }
  return null;
}

function drawByWeight<T extends { readonly rephrasing: Pick<Rephrasing, 'weight'> }>(
  among: readonly T[],
  chance: number,
): T | undefined {
  let left = chance * among.reduce((sum, { rephrasing }) => sum + rephrasing.weight, 0);
  for (const one of among) {
    left -= one.rephrasing.weight;
    if (left < 0) return one;
  }
  return among.at(-1);
}
