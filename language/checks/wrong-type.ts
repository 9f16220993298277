import type { Fix } from '../problem.ts';
import { numberIn } from '../schema/number.ts';
import { type EntriesSpec, nouns, type NumberSpec, type Spec } from '../schema/spec.ts';
import type { Span } from '../span.ts';
import { contentSpan } from '../syntax/placement.ts';
import { quote } from '../syntax/quote.ts';
import type { Node, ScalarNode } from '../syntax/tree.ts';
import { problem } from './problem.ts';
import type { Check, EntriesVisit, ValueVisit } from './visit.ts';
import { asked, found } from './words.ts';

/** Values of another type or form than the key takes. */
export const wrongType: Check = (visit, report) => {
  if (visit.kind === 'map') return;
  const told = visit.kind === 'entries' ? badNames(visit) : badValue(visit);
  for (const { span, message, fixes } of told) report(problem('wrong-type', span, message, fixes));
};

interface Told {
  readonly span: Span;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

/** True where a value has the shape and the type that its spec asks for; its range is another question. */
export function fits(spec: Spec, node: Node | undefined): boolean {
  if (node === undefined) return spec.kind === 'entries' || spec.kind === 'map';
  switch (spec.kind) {
    case 'map':
    case 'entries':
    case 'weights':
    case 'shares':
      return node.kind === 'map';
    case 'list':
      return node.kind === 'list' && node.items.length >= spec.atLeast;
    case 'by-shape':
    case 'one-or-list':
    case 'or-not-published':
      return false;
    case 'number':
      if (node.kind !== 'scalar') return false;
      if (spec.word?.value === node.text) return true;
      return isNumber(numberIn(node, spec.suffixes), spec);
    case 'boolean':
      return node.kind === 'scalar' && typeof node.value === 'boolean';
    case 'string':
      return isText(node) && (spec.pattern?.regex.test(node.text) ?? true);
    default:
      return isText(node);
  }
}

function isNumber(number: number | undefined, { integer }: NumberSpec): boolean {
  return number !== undefined && (!integer || Number.isInteger(number));
}

function isText(node: Node): node is ScalarNode {
  return node.kind === 'scalar' && node.value !== null;
}

function badValue({ spec, asked: whole, node, place }: ValueVisit): readonly Told[] {
  if (fits(spec, node)) return [];
  const key = place.path.at(-1) ?? '';
  if (node === undefined) {
    const span = place.pair === undefined ? { start: 0, end: 0 } : contentSpan(place.pair.key);
    return [{ span, message: `\`${key}\` has no value yet; it takes ${asked(whole)}.`, fixes: [] }];
  }
  if (spec.kind === 'list' && node.kind === 'list') {
    return [{ span: node.span, message: `\`${key}\` needs at least one value.`, fixes: [] }];
  }
  if (spec.kind === 'string' && spec.pattern !== undefined && isText(node)) {
    const { noun = `${key} name`, words } = spec.pattern;
    const message = `\`${node.text}\` is no ${noun}: ${noun === 'name' ? 'names have' : 'use'} ${words}.`;
    return [{ span: node.span, message, fixes: mended(node, spec.pattern.regex) }];
  }
  const message = `\`${key}\` takes ${asked(whole)}, and this is ${found(node)}.`;
  return [
    {
      span: firstLine(node, place.text),
      message,
      fixes: node.kind === 'scalar' ? retyped(spec, node) : inQuotes(spec, node, place.text),
    },
  ];
}

function badNames({ spec, pairs, place }: EntriesVisit): readonly Told[] {
  if (pairs.length === 0 && place.pair !== undefined) return [];
  return pairs
    .filter(({ key }) => !spec.names.regex.test(key.text))
    .map(({ key }) => ({
      span: contentSpan(key),
      message: `\`${key.text}\` cannot name a ${nouns[spec.defines]}: names have ${spec.names.words}.`,
      fixes: mendedName(key, spec),
    }));
}

function mendedName(key: ScalarNode, { names }: EntriesSpec): readonly Fix[] {
  const takesDashes = names.regex.test('a-b');
  const joint = takesDashes ? '-' : '_';
  const text = key.text
    .trim()
    .replaceAll(/[^\p{L}\p{N}_.-]+/gu, joint)
    .replaceAll(takesDashes ? /$^/g : /[.-]/g, joint);
  return names.regex.test(text) ? [{ title: `Change to \`${text}\``, edits: [{ span: key.span, text }] }] : [];
}

function mended(node: ScalarNode, pattern: RegExp): readonly Fix[] {
  const text = node.text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return pattern.test(text) ? [{ title: `Change to \`${text}\``, edits: [{ span: node.span, text }] }] : [];
}

/** The same value without the quotes, or with the word that YAML 1.2 reads, where that is all that is wrong. */
function retyped(spec: Spec, node: ScalarNode): readonly Fix[] {
  const fix = (text: string): readonly Fix[] => [
    { title: `Change to \`${text}\``, edits: [{ span: node.span, text }] },
  ];
  const word = node.text.trim().toLowerCase();
  if (spec.kind === 'boolean') {
    if (['true', 'yes', 'on', 'y', '1'].includes(word)) return fix('true');
    return ['false', 'no', 'off', 'n', '0'].includes(word) ? fix('false') : [];
  }
  if (spec.kind !== 'number' || word === '') return [];
  const suffixed = node.text.trim().toUpperCase().replaceAll(',', '');
  if (isNumber(numberIn({ ...node, value: suffixed, text: suffixed }, spec.suffixes), spec)) return fix(suffixed);
  const number = Number(word.replaceAll('_', ''));
  return Number.isFinite(number) && (!spec.integer || Number.isInteger(number)) ? fix(String(number)) : [];
}

/** A text with a colon in it reads as a map of one key; quotes make it the text that was meant. */
function inQuotes(spec: Spec, node: Node, text: string): readonly Fix[] {
  const written = text.slice(node.span.start, node.span.end);
  const takesText = fits(spec, {
    kind: 'scalar',
    span: node.span,
    value: written,
    text: written,
    style: 'plain',
    source: written,
  });
  if (node.kind !== 'map' || node.flow || !takesText || /[\r\n]/.test(written)) return [];
  return [{ title: 'Put it in quotes', edits: [{ span: node.span, text: quote(written) }] }];
}

/** A map or a list may be long; its first line is enough to point at. */
function firstLine(node: Node, text: string): Span {
  if (node.kind === 'scalar') return node.span;
  const end = text.slice(node.span.start, node.span.end).search(/\r?\n/);
  return { start: node.span.start, end: end === -1 ? node.span.end : node.span.start + end };
}
