import type { MeasuredText } from '../measures/text.ts';
import { trimmed, type TextSpan } from '../passages/spans.ts';

/** What stands between quotation marks, without them. */
export interface Quotation extends TextSpan {
  /** Its words, as places among the words of the text: the first, and the one behind the last. */
  readonly words: TextSpan;
}

/** Straight marks open behind a space or bracket and close in front of one, so that inches and code are none. */
const marked =
  /“(?<curly>[^“”]{1,2000})”|„(?<low>[^„“”]{1,2000})[“”]|«(?<angled>[^«»]{1,2000})»|(?<![^\s([—–-])"(?=\S)(?<straight>[^"]{0,1999}[^\s"])"(?![\p{L}\p{N}])/gu;

/** The quotations of a text, in its order. What spans paragraphs is none, nor are the strings of JSON, nor the text as a whole. */
export function readQuotations(text: MeasuredText): readonly Quotation[] {
  const whole = trimmed(text.text, { start: 0, end: text.text.length });
  if (/^(?:```\w*\s*)?[[{]/.test(text.text.slice(whole.start, whole.start + 40))) return [];
  const quotations: Quotation[] = [];
  for (const { 0: found, index } of text.text.matchAll(marked)) {
    const isWhole = index === whole.start && index + found.length === whole.end;
    if (isWhole || /\n\s*\n/.test(found)) continue;
    const span = trimmed(text.text, { start: index + 1, end: index + found.length - 1 });
    quotations.push({ ...span, words: wordsWithin(text.places(), span) });
  }
  return quotations;
}

/** Parts of a quotation between what its writer left out or put in: `…`, `...`, `[he]`. */
export function partsOf(text: MeasuredText, { start, end }: Quotation): readonly TextSpan[] {
  const parts: TextSpan[] = [];
  let from = start;
  for (const { 0: mark, index } of text.text.slice(start, end).matchAll(/\[[^[\]]{0,40}\]|\.{3,}|(?:\. ){2,}\.|…/g)) {
    parts.push({ start: from, end: start + index });
    from = start + index + mark.length;
  }
  return [...parts, { start: from, end }].map((part) => wordsWithin(text.places(), part));
}

/** The words that lie in a span. */
function wordsWithin(places: readonly TextSpan[], { start, end }: TextSpan): TextSpan {
  const first = firstFrom(places, start);
  return { start: first, end: Math.max(first, firstFrom(places, end)) };
}

/** The first word that begins at the place or behind it. */
function firstFrom(places: readonly TextSpan[], at: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.start ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
