import { characters, firstOf, indexOf, lengthOf, linesOf, splitAtSpace, trimEnd, trimStart } from '../text.ts';
import { textOf } from '../values.ts';
import { charge, chargeNewText, chargeText, fail, limitText, type Work } from '../work.ts';
import type { Value } from '../value.ts';
import { type PlainFilter, listOf, numberType, stringType } from './filter.ts';

/** Going through text word by word is so many times slower than copying it. */
const slowness = 32;

const toString = (): typeof stringType => stringType;
const toNumber = (): typeof numberType => numberType;
const toStrings = (): ReturnType<typeof listOf> => listOf(stringType);

/** A change of text without arguments. */
function change(how: (text: string) => string): (input: Value, given: unknown, work: Work) => string {
  return (input, _given, work) => {
    const text = textOf(input, work);
    chargeText(work, text.length);
    return how(text);
  };
}

export const textFilters = {
  upper: {
    signature: 'upper',
    documentation: 'The text in upper case.',
    example: '{{ "Word" | upper }}',
    gives: 'WORD',
    input: 'any',
    parameters: [],
    result: toString,
    apply: change((text) => text.toUpperCase()),
  },
  lower: {
    signature: 'lower',
    documentation: 'The text in lower case.',
    example: '{{ "Word" | lower }}',
    gives: 'word',
    input: 'any',
    parameters: [],
    result: toString,
    apply: change((text) => text.toLowerCase()),
  },
  capitalize: {
    signature: 'capitalize',
    documentation: 'The first character in upper case, all others in lower case.',
    example: '{{ "a WORD" | capitalize }}',
    gives: 'A word',
    input: 'any',
    parameters: [],
    result: toString,
    apply: change(capitalised),
  },
  title: {
    signature: 'title',
    documentation: 'Every word with its first character in upper case and the others in lower case.',
    example: '{{ "on the-way" | title }}',
    gives: 'On The-Way',
    input: 'any',
    parameters: [],
    result: toString,
    apply(input, _given, work) {
      const text = textOf(input, work);
      chargeText(work, text.length * slowness);
      return text.replaceAll(/[^-\s({[<]+/gu, capitalised);
    },
  },
  trim: {
    signature: 'trim(chars)',
    documentation: 'The text without whitespace at its ends, or without the characters given.',
    example: '{{ "  word " | trim }}',
    gives: 'word',
    input: 'any',
    parameters: [{ name: 'chars', type: 'string' }],
    result: toString,
    apply(input, [chars], work) {
      const text = textOf(input, work);
      chargeText(work, text.length);
      if (typeof chars !== 'string') return trimStart(trimEnd(text));
      charge(work, text.length);
      return trimOf(text, chars);
    },
  },
  replace: {
    signature: 'replace(old, new, count)',
    documentation: 'The text with `old` replaced by `new` everywhere, or the first `count` times.',
    example: '{{ "a-b-c" | replace("-", "+") }}',
    gives: 'a+b+c',
    input: 'any',
    parameters: [
      { name: 'old', type: 'any', required: true },
      { name: 'new', type: 'any', required: true },
      { name: 'count', type: 'number' },
    ],
    result: toString,
    apply(input, [old, by, count], work) {
      const most = typeof count === 'number' && count >= 0 ? count : Infinity;
      return replaced(textOf(input, work), textOf(old ?? '', work), textOf(by ?? '', work), most, work);
    },
  },
  truncate: {
    signature: 'truncate(length=255, killwords=false, end="...", leeway=5)',
    documentation:
      'The beginning of the text, `length` characters with the `end`, cut at a space unless `killwords`. A text that is longer by no more than `leeway` stays whole.',
    example: '{{ "one two three four" | truncate(12) }}',
    gives: 'one two...',
    input: 'string',
    parameters: [
      { name: 'length', type: 'number' },
      { name: 'killwords', type: 'boolean' },
      { name: 'end', type: 'string' },
      { name: 'leeway', type: 'number' },
    ],
    result: toString,
    apply(input, [length = 255, killWords = false, ending = '...', leeway = 5], work) {
      const text = textOf(input, work);
      const end = textOf(ending, work);
      const room = Number(length) - lengthOf(end);
      if (room < 0) return fail(work, `\`truncate\` needs a length of ${lengthOf(end)} at least, for its end.`);
      if (Number(leeway) < 0) return fail(work, 'The leeway of `truncate` is 0 at least.');
      chargeText(work, text.length);
      if (lengthOf(text) <= Number(length) + Number(leeway)) return text;
      const kept = firstOf(text, room);
      const space = kept.lastIndexOf(' ');
      return (killWords === true || space < 0 ? kept : kept.slice(0, space)) + end;
    },
  },
  wordcount: {
    signature: 'wordcount',
    documentation: 'How many words the text has: runs of letters, digits and underscores.',
    example: '{{ "one, two" | wordcount }}',
    gives: '2',
    input: 'any',
    parameters: [],
    result: toNumber,
    apply(input, _given, work) {
      const text = textOf(input, work);
      chargeText(work, text.length * slowness);
      return text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0;
    },
  },
  indent: {
    signature: 'indent(width=4, first=false, blank=false)',
    documentation: 'Every line but the first set in by `width` spaces, or by that text; blank lines only with `blank`.',
    example: '{{ "a\\nb" | indent(2) }}',
    gives: 'a\n  b',
    input: 'string',
    parameters: [
      { name: 'width', type: 'string or number' },
      { name: 'first', type: 'boolean' },
      { name: 'blank', type: 'boolean' },
    ],
    result: toString,
    apply(input, [width = 4, first = false, blank = false], work) {
      if (typeof width === 'number') limitText(work, width);
      const by = typeof width === 'number' ? ' '.repeat(Math.max(0, Math.floor(width))) : textOf(width, work);
      const text = textOf(input, work);
      const lines = linesOf(`${text}\n`);
      chargeNewText(work, text.length + lines.length * by.length);
      return lines
        .map((line, at) => ((at === 0 ? first === true : blank === true || line !== '') ? by + line : line))
        .join('\n');
    },
  },
  string: {
    signature: 'string',
    documentation: 'The value as text, as it would be printed.',
    example: '{{ 5 | string ~ "!" }}',
    gives: '5!',
    input: 'any',
    parameters: [],
    result: toString,
    apply: change((text) => text),
  },
  lines: {
    signature: 'lines',
    documentation: 'The lines of the text, without their ends. Not in Jinja.',
    example: '{{ "a\\nb" | lines | join("/") }}',
    gives: 'a/b',
    input: 'string',
    parameters: [],
    result: toStrings,
    apply(input, _given, work) {
      const text = textOf(input, work);
      chargeText(work, text.length);
      return counted(linesOf(text), work);
    },
  },
  words: {
    signature: 'words',
    documentation: 'The pieces of the text between whitespace. Not in Jinja.',
    example: '{{ "one  two" | words | last }}',
    gives: 'two',
    input: 'string',
    parameters: [],
    result: toStrings,
    apply(input, _given, work) {
      const text = textOf(input, work);
      chargeText(work, text.length);
      return counted(splitAtSpace(text), work);
    },
  },
  split: {
    signature: 'split(separator)',
    documentation: 'The pieces of the text between the separators, or between whitespace without one. Not in Jinja.',
    example: '{{ "a,b" | split(",") | join(" ") }}',
    gives: 'a b',
    input: 'string',
    parameters: [{ name: 'separator', type: 'string' }],
    result: toStrings,
    apply(input, [separator], work) {
      const text = textOf(input, work);
      chargeText(work, text.length);
      if (typeof separator !== 'string') return counted(splitAtSpace(text), work);
      if (separator === '') return fail(work, 'The separator of `split` is empty.');
      return counted(pieces(text, separator, Infinity), work);
    },
  },
} as const satisfies Record<string, PlainFilter>;

function counted(parts: string[], work: Work): string[] {
  charge(work, parts.length);
  return parts;
}

function capitalised(text: string): string {
  const first = firstOf(text, 1);
  return first.toUpperCase() + text.slice(first.length).toLowerCase();
}

function trimOf(text: string, chars: string): string {
  const dropped = new Set(characters(chars));
  const kept = characters(text);
  let start = 0;
  let end = kept.length;
  while (start < end && dropped.has(kept[start] ?? '')) start++;
  while (end > start && dropped.has(kept[end - 1] ?? '')) end--;
  return kept.slice(start, end).join('');
}

function replaced(text: string, old: string, by: string, most: number, work: Work): string {
  chargeText(work, text.length);
  if (old === '') charge(work, text.length);
  // As in Python an empty text is found before every character and at the end.
  const parts = old === '' ? atEveryPlace(text, most) : pieces(text, old, most);
  chargeNewText(work, text.length + (parts.length - 1) * by.length);
  return parts.join(by);
}

function atEveryPlace(text: string, most: number): readonly string[] {
  const all = ['', ...characters(text), ''];
  if (most >= all.length - 1) return all;
  return [...all.slice(0, most), all.slice(most).join('')];
}

function pieces(text: string, separator: string, most: number): string[] {
  const parts: string[] = [];
  let at = 0;
  while (parts.length < most) {
    const found = indexOf(text, separator, at);
    if (found < 0) break;
    parts.push(text.slice(at, found));
    at = found + separator.length;
  }
  parts.push(text.slice(at));
  return parts;
}
