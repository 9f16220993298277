import { asciiBytes, behindText } from '#language';
import type { TextSpan } from '../passages/spans.ts';
import { foldedPlaces } from './folded-places.ts';

const letters = /[\p{L}\p{M}\p{N}]+/uy;
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Per byte: 1 for letters and digits of ASCII, 0 for the rest. */
const asciiClass = Uint8Array.from({ length: 256 }, (_, code) =>
  /[A-Za-z0-9]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** Apostrophe and hyphen join two parts of a word. */
function isJoint(code: number): boolean {
  return code === 0x27 || code === 0x2d;
}

/**
 * The words of a text, in lower case and composed form (NFC): runs of letters, marks and digits, joined by inner
 * apostrophes and hyphens. Scripts without spaces between words (Han, kana, Thai, Lao, Khmer, Burmese) are taken apart
 * by `Intl.Segmenter`, whose dictionaries come with the JavaScript engine and may differ between versions of it.
 * Takes time linear in the length.
 */
export function splitWords(text: string): readonly string[] {
  const lower = folded(text);
  const words: string[] = [];
  findWords(lower, (start, end) => void words.push(lower.slice(start, end)));
  return words;
}

/** Where the words of {@link splitWords} stand in the text as it is, one for one. */
export function placesOfWords(text: string): readonly TextSpan[] {
  const lower = folded(text);
  const placeOf = foldedPlaces(text, lower);
  const places: TextSpan[] = [];
  findWords(lower, (start, end) => void places.push(placeOf(start, end)));
  return places;
}

/** The text as words are compared. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('’', "'");
}

function findWords(lower: string, take: (start: number, end: number) => void): void {
  const run = new RegExp(letters);

  /** Where the letters that begin at `start` end; `start` itself where there are none. */
  function endOfLetters(start: number): number {
    let end = start;
    for (;;) {
      let code = lower.charCodeAt(end);
      while (code < 128 && asciiClass[code] === 1) code = lower.charCodeAt(++end);
      // Past the end this is NaN, and most of what is not ASCII is a dash or a quotation mark.
      if (!(code >= 128) || (code >= 0x2010 && code < 0x2060)) return end;
      run.lastIndex = end;
      if (!run.test(lower)) return end;
      end = run.lastIndex;
    }
  }

  let at = 0;
  while (at < lower.length) {
    const start = at;
    at = endOfLetters(start);
    if (at === start) {
      const code = lower.charCodeAt(at);
      // A surrogate pair is stepped over whole: the pattern would look at it again from its middle.
      at += code >= 0xd800 && (lower.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
      continue;
    }
    while (isJoint(lower.charCodeAt(at))) {
      const next = endOfLetters(at + 1);
      if (next === at + 1) break;
      at = next;
    }
    takeWords(lower, start, at, take);
  }
}

/** How many words {@link splitWords} gives, without making them where the text is ASCII but for its quotation marks. */
export function countWords(text: string): number {
  const bytes = asciiBytes(text);
  return bytes === null ? countWordsOfCharacters(text) : countWordsOfBytes(bytes);
}

/** Counts where words begin, and takes off the beginnings behind a joint that has a part of a word on either side. */
function countWordsOfBytes(bytes: Uint8Array): number {
  let words = 0;
  let before = 0;
  for (let at = 0; ; at++) {
    const code = bytes[at] ?? behindText;
    const here = asciiClass[code] ?? 0;
    words += here & ~before;
    if ((code === 0x27 || code === 0x2d) && before === 1) words -= asciiClass[bytes[at + 1] ?? behindText] ?? 0;
    else if (code === behindText) return words;
    before = here;
  }
}

function countWordsOfCharacters(text: string): number {
  let words = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 128) {
      if (isPlainMark(code)) continue;
      return splitWords(text).length;
    }
    if (asciiClass[code] !== 1) continue;
    words++;
    at = endOfPlainWord(text, at);
  }
  return words;
}

/** Where a word of ASCII letters and digits ends that begins at `start`: at what is neither, nor a joint before more of it. */
function endOfPlainWord(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    let code = text.charCodeAt(at);
    while (code < 128 && asciiClass[code] === 1) code = text.charCodeAt(++at);
    // Looked at once more from outside, where it may be a letter of another script.
    if (!isJoint(code) && code !== 0x2019) return at - 1;
    if (asciiClass[text.charCodeAt(at + 1)] !== 1) return at - 1;
    at++;
  }
}

/** Dashes and quotation marks, which are part of no word and stay what they are in composed form. */
function isPlainMark(code: number): boolean {
  return code >= 0x2010 && code <= 0x2027;
}

/**
 * The segmenter takes time quadratic in the length of its text, so a run without any mark is cut at fixed places. Real
 * writing has a mark long before; a word is cut in two only in what is none.
 */
const longestSegmented = 256;

function takeWords(lower: string, start: number, end: number, take: (start: number, end: number) => void): void {
  if (lower.charCodeAt(start) < 128 || !spaceless.test(lower.slice(start, end))) {
    take(start, end);
    return;
  }
  const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
  for (let from = start; from < end; from += longestSegmented) {
    const part = lower.slice(from, Math.min(end, from + longestSegmented));
    for (const { segment, index, isWordLike } of segmenter.segment(part)) {
      if (isWordLike) take(from + index, from + index + segment.length);
    }
  }
}
