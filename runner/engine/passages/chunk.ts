import { type Chunk, countTokens } from '#language';
import { sentencesOf } from '../text/sentences.ts';
import { linesOf, paragraphsOf, type TextSpan, trimmed, wordsOf } from './spans.ts';

/**
 * Cuts a text into passages of whole lines, sentences or paragraphs, as many in each as its tokens allow. Every passage is
 * a part of the text as it is, without white space at its ends; what a dropped or truncated unit leaves out stands in
 * none. Passages do not overlap and come in the order of the text.
 *
 * @param tokens estimated tokens of a passage at the most
 */
export function chunksOf(text: string, chunk: Chunk, tokens: number): readonly TextSpan[] {
  const chunks: TextSpan[] = [];
  for (const run of runsOf(text, chunk, tokens)) {
    for (const joined of joinedUnits(text, run, tokens)) {
      if (countTokens(text.slice(joined.start, joined.end)) >= chunk.minTokens) chunks.push(joined);
    }
  }
  return chunks;
}

/** A line, sentence or paragraph, or a part of one that was too long, without white space at its ends. */
interface Unit extends TextSpan {
  readonly tokens: number;
}

const unitsBy = { line: linesOf, sentence: sentencesOf, paragraph: paragraphsOf } as const;

/** Runs of units between which nothing was left out: only such may be joined, so that a chunk is a part of the text. */
function runsOf(text: string, { by, oversize }: Chunk, limit: number): readonly (readonly Unit[])[] {
  const runs: Unit[][] = [[]];
  for (const span of unitsBy[by](text)) {
    const unit = measured(text, trimmed(text, span));
    if (unit.start === unit.end) continue;
    if (unit.tokens <= limit) runs.at(-1)?.push(unit);
    else if (oversize === 'split') runs.at(-1)?.push(...splitUnit(text, unit, limit));
    else runs.push(oversize === 'truncate' ? splitUnit(text, unit, limit).slice(0, 1) : [], []);
  }
  return runs;
}

/** Parts of a unit that each fit, cut between words; a word that is too long by itself is cut between characters. */
function splitUnit(text: string, unit: Unit, limit: number): readonly Unit[] {
  const words = wordsOf(text.slice(unit.start, unit.end))
    .map(({ start, end }) => measured(text, { start: unit.start + start, end: unit.start + end }))
    .flatMap((word) => (word.tokens <= limit ? [word] : cutWord(text, word, limit)));
  return joinedUnits(text, words, limit).map((span) => measured(text, span));
}

function cutWord(text: string, word: TextSpan, limit: number): readonly Unit[] {
  const parts: Unit[] = [];
  for (let start = word.start; start < word.end; ) {
    let end = characterEnd(text, start);
    // Doubling first: a single “word” of a page can be megabytes of encoded data.
    for (let step = 1; step >= 1; ) {
      const further = Math.min(word.end, characterEnd(text, end + step - 1));
      const fits = further > end && countTokens(text.slice(start, further)) <= limit;
      if (fits) end = further;
      step = fits && end < word.end ? step * 2 : Math.floor(step / 2);
      if (end >= word.end) break;
    }
    parts.push(measured(text, { start, end }));
    start = end;
  }
  return parts;
}

/** Where the character at a place ends: never between the halves of a pair. */
function characterEnd(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const isLow = code >= 0xdc00 && code <= 0xdfff;
  return at + (!isLow && (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}

/** Joins neighbours as long as they fit together. A single unit stays, whatever its length. */
function joinedUnits(text: string, units: readonly Unit[], limit: number): readonly TextSpan[] {
  const joined: TextSpan[] = [];
  for (let first = 0; first < units.length; ) {
    const start = units[first]?.start ?? 0;
    let end = units[first]?.end ?? 0;
    let sum = units[first]?.tokens ?? 0;
    let next = first + 1;
    for (; next < units.length; next++) {
      const unit = units[next];
      if (unit === undefined) break;
      sum += unit.tokens;
      // The sum of the parts is close to the tokens of the whole, so those are only counted where it is a near thing.
      const surely = sum + (next - first) <= limit * surelyFits;
      if (!surely && countTokens(text.slice(start, unit.end)) > limit) break;
      end = unit.end;
    }
    // A sum that was off has let in too much: the last units stand back.
    while (next > first + 1 && countTokens(text.slice(start, end)) > limit) end = units[--next - 1]?.end ?? end;
    joined.push({ start, end });
    first = next;
  }
  return joined;
}

const surelyFits = 0.85;

function measured(text: string, { start, end }: TextSpan): Unit {
  return { start, end, tokens: countTokens(text.slice(start, end)) };
}
