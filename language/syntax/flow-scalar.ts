import { type PlacedText, TextBuilder } from './scalar-text.ts';

const fold = /[ \t]*(?:\r?\n[ \t]*)+/y;
const lineBreak = /\r?\n[ \t]*/g;
const escapedBreak = /\\\r?\n[ \t]*/y;

/** Escapes of double quotes that stand for one fixed text (YAML 1.2, 5.7). */
const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};

const digits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads a plain scalar: lines are folded, nothing else happens. */
export function plainText(source: string): PlacedText {
  return read(source, 0, source.length, () => 0);
}

/** Reads a single-quoted scalar, quotes included: two quotes stand for one. */
export function singleQuotedText(source: string): PlacedText {
  return read(source, 1, closing(source, "'"), (builder, at) => {
    if (source[at] !== "'" || source[at + 1] !== "'") return 0;
    builder.add("'", at, at + 2);
    return 2;
  });
}

/** Reads a double-quoted scalar, quotes included. */
export function doubleQuotedText(source: string): PlacedText {
  const end = closing(source, '"');
  return read(source, 1, end, (builder, at) => (source[at] === '\\' ? escape(source, at, end, builder) : 0));
}

/** Reads from `start` to `end`; `special` takes what is not a plain character and says how much of the source it took. */
function read(
  source: string,
  start: number,
  end: number,
  special: (builder: TextBuilder, at: number) => number,
): PlacedText {
  const builder = new TextBuilder();
  let at = start;
  while (at < end) {
    const taken = special(builder, at) || folded(source, at, end, builder);
    if (taken === 0) builder.copy(source, at, at + 1);
    at += taken || 1;
  }
  return builder.finish();
}

/** One line break becomes a space, n become n - 1 line breaks; blanks around them vanish. */
function folded(source: string, at: number, end: number, builder: TextBuilder): number {
  const code = source.charCodeAt(at);
  if (code !== 32 && code !== 9 && code !== 10 && code !== 13) return 0;
  fold.lastIndex = at;
  const [whole] = fold.exec(source) ?? [];
  if (whole === undefined || at + whole.length > end) return 0;
  const breaks = [...whole.matchAll(lineBreak)];
  if (breaks.length === 1) builder.add(' ', at, at + whole.length);
  for (const found of breaks.slice(1)) builder.add('\n', at + found.index, at + found.index + found[0].length);
  return whole.length;
}

function escape(source: string, at: number, end: number, builder: TextBuilder): number {
  escapedBreak.lastIndex = at;
  const [broken] = escapedBreak.exec(source) ?? [];
  if (broken !== undefined) {
    let taken = broken.length;
    // Blank lines behind an escaped line break are line breaks of the value.
    for (const found of source.slice(at + taken, end).matchAll(/\r?\n[ \t]*/gy)) {
      builder.add('\n', at + taken, at + taken + found[0].length);
      taken += found[0].length;
    }
    return taken;
  }
  const letter = source[at + 1] ?? '';
  const fixed = escapes[letter];
  if (fixed !== undefined) {
    builder.add(fixed, at, at + 2);
    return 2;
  }
  const length = digits[letter];
  const code = length === undefined ? '' : source.slice(at + 2, at + 2 + length);
  const point = code.length === length && /^[0-9a-fA-F]+$/.test(code) ? Number.parseInt(code, 16) : Infinity;
  if (length === undefined || point > 0x10ffff) return 0;
  builder.add(String.fromCodePoint(point), at, at + 2 + length);
  return 2 + length;
}

/** Where the content ends: before the closing quote, which a half-written scalar lacks. */
function closing(source: string, quote: string): number {
  return source.length > 1 && source.endsWith(quote) ? source.length - 1 : source.length;
}
