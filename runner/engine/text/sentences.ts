import { asksForMore, joinsNext, joinsNumber, sentenceStarters } from './abbreviations.ts';

/** A half-open range of UTF-16 units of the text. */
export interface SentenceSpan {
  readonly start: number;
  readonly end: number;
}

/** A citation behind the stop, “so.[3] Next”, which Unicode's rules cut in its middle. */
const restOfCitation = /^[\d,;\s–-]{1,20}\]\s*/;

/**
 * The sentences of a text: without gaps, in order, together the whole text. White space behind a sentence belongs to it,
 * white space in front of the first one to the first.
 *
 * They are those of Unicode's rules (UAX #29, as `Intl.Segmenter` has them), less the ends that are none: behind
 * abbreviations and initials (“Dr.”, “e.g.”, “No. 5”, “J. R. Smith”), behind the mark of a list (“1.”), between a quotation
 * and “he asked”, and at the end of a line that the next line visibly goes on. Every other line ends a sentence, so that
 * headings and entries of lists stay apart. The abbreviations are mostly English. Takes time linear in the length.
 */
export function sentencesOf(text: string): readonly SentenceSpan[] {
  const spans: SentenceSpan[] = [];
  let start = 0;
  let judged = 0;
  for (const candidate of possibleEnds(text)) {
    if (candidate <= judged) continue;
    judged = behindSpace(text, text[candidate - 1] === '[' ? behindCitation(text, candidate) : candidate);
    if (judged < text.length && goesOn(text, start, judged)) continue;
    spans.push({ start, end: judged });
    start = judged;
  }
  return spans;
}

function behindCitation(text: string, candidate: number): number {
  return candidate + (restOfCitation.exec(text.slice(candidate, candidate + 24))?.[0].length ?? 0);
}

/** White space belongs to the sentence in front of it, the indentation of the next line too. */
function behindSpace(text: string, end: number): number {
  let behind = end;
  while (behind < text.length && isSpace(text, behind)) behind++;
  return behind;
}

function isSpace(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at));
}

/** The segmenter's time is the length times the sentences, so it is shown this much at once. */
const shownAtOnce = 2048;

/** Where Unicode's rules end a sentence, the end of the text included. */
function* possibleEnds(text: string): Generator<number> {
  const segmenter = new Intl.Segmenter('und', { granularity: 'sentence' });
  let start = 0;
  let shown = shownAtOnce;
  while (start + shown < text.length) {
    const starts = Array.from(segmenter.segment(text.slice(start, start + shown)), ({ index }) => index);
    // The last two are looked at again with what follows: the window may have cut what decides about their ends.
    const kept = starts.slice(1, -1);
    for (const index of kept) yield start + index;
    shown = kept.length === 0 ? shown * 2 : shownAtOnce;
    start += kept.at(-1) ?? 0;
  }
  for (const { index } of segmenter.segment(text.slice(start))) if (index > 0) yield start + index;
  if (text !== '') yield text.length;
}

/** As much as any rule looks at on either side of an end. */
const reach = 48;

/** Lines that are shorter are entries or headings; longer ones may be broken where the paper ended. */
const shortestBrokenLine = 40;

const lineBreak = /\r\n|[\n\r\u2028\u2029]/g;
const listMark = /^\s*(?:[-*•]\s+)?\(?(?:\d{1,3}|\p{L}|[ivxIVX]{1,4})[.)]$/u;
const closed = /[.!?…:;。！？।؟][\p{Pe}\p{Pf}"'*_]*$/u;
const listEntry = /^(?:[-*•+#>|]|\(?\w{1,3}[.)])\s/u;

/** Whether the sentence that began at `start` is not over at `end`. */
function goesOn(text: string, start: number, end: number): boolean {
  let wordsEnd = end;
  while (wordsEnd > start && isSpace(text, wordsEnd - 1)) wordsEnd--;
  // Only the first sentence begins with white space.
  if (wordsEnd === start) return true;
  const after = text.slice(end, end + reach);
  const before = text.slice(Math.max(start, wordsEnd - reach), wordsEnd);
  const breaks = text.slice(wordsEnd, end).match(lineBreak)?.length ?? 0;
  if (breaks > 1) return false;
  if (breaks === 1) return lineGoesOn(before, after);
  if (wordsEnd - start < reach && listMark.test(before)) return true;
  return /^\p{Ll}/u.test(after) || isAbbreviation(before, after);
}

function lineGoesOn(before: string, after: string): boolean {
  if (listEntry.test(after)) return false;
  if (isAbbreviation(before, after)) return true;
  if (closed.test(before)) return false;
  if (before.endsWith(',') || asksForMore.has(/\p{L}+$/u.exec(before)?.[0] ?? '')) return true;
  const line = before.split(lineBreak).at(-1) ?? '';
  return line.length >= shortestBrokenLine && /^\p{Ll}/u.test(after);
}

function isAbbreviation(before: string, after: string): boolean {
  const word = /\p{L}(?:[\p{L}\p{M}.-]*[\p{L}\p{M}])?(?=\.$)/u.exec(before)?.[0];
  if (word === undefined) return false;
  const lower = word.toLowerCase();
  if (/^[\p{Ps}\p{Pi}"']*\p{Nd}/u.test(after)) return joinsNumber.has(lower) || joinsNext.has(lower);
  const next = /^[\p{Ps}\p{Pi}"'*_]*([\p{L}’']+)/u.exec(after)?.[1]?.toLowerCase() ?? '';
  if (sentenceStarters.has(next)) return false;
  return joinsNext.has(lower) || isInitials(word);
}

/** “J.” and “U.S.”; “I.” alone is the pronoun, more often than not. */
function isInitials(word: string): boolean {
  return word !== 'I' && /^\p{Lu}(?:\.-?\p{Lu})*$/u.test(word);
}
