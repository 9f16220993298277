/** Text as people count it: characters are Unicode code points, whitespace is what Python says it is. */

/** Python's `str.isspace`, which differs from JavaScript's in the separators U+001C–U+001F, U+0085 and U+FEFF. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
  if (code < 0x2000) return code === 0x85 || code === 0xa0 || code === 0x1680;
  return code <= 0x200a || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000;
}

export function trimStart(text: string): string {
  let start = 0;
  while (start < text.length && isSpace(text.charCodeAt(start))) start++;
  return text.slice(start);
}

export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Number of code points. */
export function lengthOf(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    length++;
    if (isPair(text, at)) at++;
  }
  return length;
}

/** The first `count` code points. */
export function firstOf(text: string, count: number): string {
  let at = 0;
  for (let taken = 0; taken < count && at < text.length; taken++) at += isPair(text, at) ? 2 : 1;
  return text.slice(0, at);
}

/** The code points of a text, each as a text. */
export function characters(text: string): string[] {
  return Array.from(text);
}

function isPair(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0xd800 || code > 0xdbff) return false;
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff;
}

/** Lines without their ends; an end at the very end opens no further line. Python's `str.splitlines`. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Words by whitespace. Python's `str.split()`. */
export function splitAtSpace(text: string): string[] {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at++) {
    const inWord = at < text.length && !isSpace(text.charCodeAt(at));
    if (inWord && start < 0) start = at;
    if (!inWord && start >= 0) {
      words.push(text.slice(start, at));
      start = -1;
    }
  }
  return words;
}

/** Below 0 where `a` stands before `b` by code points, as Python orders text. JavaScript's `<` goes by code units. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const one = a.charCodeAt(at);
    const other = b.charCodeAt(at);
    if (one === other) continue;
    // A surrogate stands for a code point above all others; moved up, the order of units is the order of points.
    return rank(one) - rank(other);
  }
  return a.length - b.length;
}

function rank(code: number): number {
  return code >= 0xd800 && code <= 0xdfff ? code + 0x10000 : code;
}

/** Above this a needle is searched for in a way that takes linear time whatever the text is. */
const shortNeedle = 64;

/** `haystack.indexOf(needle, from)` in linear time (Knuth, Morris, Pratt 1977), since both may be web pages. */
export function indexOf(haystack: string, needle: string, from = 0): number {
  if (needle.length <= shortNeedle || needle.length > haystack.length) return haystack.indexOf(needle, from);
  const border = new Uint32Array(needle.length);
  for (let at = 1, length = 0; at < needle.length; at++) {
    const code = needle.charCodeAt(at);
    while (length > 0 && code !== needle.charCodeAt(length)) length = border[length - 1] ?? 0;
    if (code === needle.charCodeAt(length)) length++;
    border[at] = length;
  }
  for (let at = from, matched = 0; at < haystack.length; at++) {
    const code = haystack.charCodeAt(at);
    while (matched > 0 && code !== needle.charCodeAt(matched)) matched = border[matched - 1] ?? 0;
    if (code === needle.charCodeAt(matched)) matched++;
    if (matched === needle.length) return at - matched + 1;
  }
  return -1;
}
