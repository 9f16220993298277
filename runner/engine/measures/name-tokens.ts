import { sentencesOf } from '../text/sentences.ts';
import { shortForms } from './name-words.ts';

/** What a word tells wherever it stands. */
interface NameShape {
  readonly written: string;
  /** As names are compared: in small letters, without accents, possessive and dots; a hyphen makes it two. */
  readonly folded: readonly string[];
  readonly capital: boolean;
  /** “NASA”, “U.S.”: at least two letters, all of them large. */
  readonly acronym: boolean;
  readonly possessive: boolean;
}

/** A word as names need it. */
export interface NameToken extends NameShape {
  readonly start: number;
  readonly end: number;
  /** Whether a sentence begins with it, so that its capital letter says nothing. */
  readonly first: boolean;
  /** Whether it stands in a line whose words all have capital letters, so that none of them says anything. */
  readonly heading: boolean;
}

const candidates =
  /https?:\/\/\S+|www\.\S+|\p{Lu}(?:\.\p{Lu})+(?![\p{L}\p{M}\p{N}])|\p{L}[\p{L}\p{M}\p{N}]*(?:['’&-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

/** Behind these a letter belongs to something else: an address, a file name, a number's unit. */
const insideOther = /[@_/\\\p{N}]/u;

/** The words of a text, in order. Takes time linear in the length. */
export function nameTokens(text: string): readonly NameToken[] {
  const sentences = sentencesOf(text);
  const headings = headingsOf(text);
  const tokens: NameToken[] = [];
  const shapes = new Map<string, NameShape>();
  let sentence = -1;
  let heading = 0;
  for (const match of text.matchAll(candidates)) {
    const [written] = match;
    const start = match.index;
    const end = start + written.length;
    if (/^(?:https?:\/\/|www\.)/.test(written) || insideOther.test(text[start - 1] ?? ' ')) continue;
    const before = sentence;
    while ((sentences[sentence + 1]?.start ?? Number.POSITIVE_INFINITY) <= start) sentence++;
    while ((headings[heading]?.end ?? Number.POSITIVE_INFINITY) <= start) heading++;
    const shape = shapes.get(written) ?? shapeOf(written);
    shapes.set(written, shape);
    const { folded, capital, acronym, possessive } = shape;
    // Written out, since spreading costs more than everything else here.
    tokens.push({
      written,
      folded,
      capital,
      acronym,
      possessive,
      start,
      end,
      first: sentence !== before,
      heading: (headings[heading]?.start ?? Number.POSITIVE_INFINITY) <= start,
    });
  }
  return tokens;
}

function shapeOf(written: string): NameShape {
  const bare = written.replace(/['’]s?$/, '');
  const capital = /^\p{Lu}/u.test(written);
  return {
    written,
    folded: fold(bare).map((part) => (capital ? (shortForms.get(part) ?? part) : part)),
    capital,
    acronym: capital && /^[\p{Lu}\p{N}&.]*\p{Lu}[\p{Lu}\p{N}&.]*$/u.test(bare.slice(1)),
    possessive: bare !== written,
  };
}

function fold(word: string): readonly string[] {
  if (/^[A-Za-z]+$/.test(word)) return [word.toLowerCase()];
  const plain = word.normalize('NFD').replace(/[\p{M}.]/gu, '');
  return plain.toLowerCase().replaceAll('’', "'").split('-');
}

interface Range {
  readonly start: number;
  readonly end: number;
}

const boldLabel =
  /^[\s>*+-]{0,8}(?:\d{1,3}[.)]\s?)?(?:\*\*|__)[^*_\n]{1,120}(?:\*\*|__)(?=\s*(?::|[-–—]|$))|^[\s>*+-]{0,8}(?:\*\*|__)[^*_\n]{1,120}:(?:\*\*|__)/;

/** Lines, and bold labels at the beginning of lines, that are set in capital letters throughout. */
function headingsOf(text: string): readonly Range[] {
  const found: Range[] = [];
  for (const match of text.matchAll(/[^\n]+/g)) {
    const [line] = match;
    const start = match.index;
    if (isHeading(line)) found.push({ start, end: start + line.length });
    else {
      const label = boldLabel.exec(line)?.[0];
      if (label !== undefined) found.push({ start, end: start + label.length });
    }
  }
  return found;
}

/** Longer lines are text. */
const longestHeading = 160;

function isHeading(line: string): boolean {
  if (/^\s{0,3}#{1,6}\s/.test(line)) return true;
  if (!/\p{Ll}/u.test(line)) return /\p{Lu}.*\s.*\p{Lu}/u.test(line.slice(0, 4 * longestHeading));
  if (line.length > longestHeading || /[.!?…,;][\p{Pe}\p{Pf}"'*_]*\s*$/u.test(line)) return false;
  const words = line.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];
  // Short words stay small in titles: “Of Mice and Men”.
  return (
    words.length > 1 && words.every((word) => word.length < 5 || /^\p{Lu}/u.test(word)) && /^\P{L}*\p{Lu}/u.test(line)
  );
}
