import {
  contextAt,
  filterTable,
  functionTable,
  measureTable,
  type NameUse,
  type Span,
  spanInSource,
  statementTable,
  type TemplateSite,
  testTable,
  touches,
  type ValueType,
} from '#language';
import { documentationOfScopeName, documentationOfWord, paragraphs, valueTypeInWords } from './documentation.ts';
import type { View } from './view.ts';

/** What a word of a template or an expression means; undefined where there is none, or nothing is known of it. */
export function wordAt(
  { analysis }: View,
  offset: number,
): { readonly markdown: string; readonly span: Span } | undefined {
  const context = contextAt(analysis, offset);
  if (context.kind !== 'template') return undefined;
  const { site, offsetInValue } = context;
  const found = use(site, offsetInValue) ?? name(site, offsetInValue) ?? plainWord(site, offsetInValue);
  return found && { markdown: found.markdown, span: spanInSource(site.node, found.span) };
}

interface Found {
  readonly markdown: string;
  readonly span: Span;
}

function use({ parsed }: TemplateSite, offset: number): Found | undefined {
  const filter = parsed.filters.find(({ span }) => touches(span, offset));
  const test = parsed.tests.find(({ span }) => touches(span, offset));
  const found = filter ?? test;
  const spec = filter ? own(filterTable, filter.name) : test && own(testTable, test.name);
  return found && spec && { markdown: documentationOfWord(spec), span: found.span };
}

function name({ parsed, scope }: TemplateSite, offset: number): Found | undefined {
  for (const used of parsed.names) {
    const known = scope.get(used.name);
    if (known && touches(used.span, offset)) return { markdown: documentationOfScopeName(known), span: used.span };
    const index = used.pathSpans.findIndex((span) => touches(span, offset));
    const span = used.pathSpans[index];
    if (known && span) return { markdown: documentationOfField(used, index, known.type), span };
  }
  return undefined;
}

/** A field: its measure's documentation under `source`, else its type. */
function documentationOfField({ name, path }: NameUse, index: number, type: ValueType): string {
  const field = path[index] ?? '';
  const measure = name === 'source' && index === 0 ? own(measureTable, field) : undefined;
  const title = `**${[name, ...path.slice(0, index + 1)].join('.')}**: ${valueTypeInWords(typeAt(type, path.slice(0, index + 1)))}`;
  return paragraphs([title, measure ? `Of the source document. ${measure.documentation}` : '']);
}

/** The type that a chain of fields leads to; anything where a field is not known. */
export function typeAt(type: ValueType, path: readonly string[]): ValueType {
  const [field, ...rest] = path;
  if (field === undefined) return type;
  const next = type.kind === 'map' && type.fields !== null ? own(type.fields, field) : undefined;
  return next === undefined ? { kind: 'any' } : typeAt(next, rest);
}

/** The words that begin a statement, right behind `{%`, and the functions. */
function plainWord({ kind, parsed }: TemplateSite, offset: number): Found | undefined {
  const { source } = parsed;
  let start = offset;
  let end = offset;
  while (start > 0 && /[\w.]/.test(source.charAt(start - 1))) start--;
  while (end < source.length && /\w/.test(source.charAt(end))) end++;
  const word = source.slice(start, end);
  const isStatement = kind === 'template' && /\{%[-+]?\s*$/.test(source.slice(Math.max(0, start - 20), start));
  const isCall = /^\s*\(/.test(source.slice(end, end + 20));
  const spec = isStatement ? own(statementTable, word) : isCall ? own(functionTable, word) : undefined;
  return spec && { markdown: documentationOfWord(spec), span: { start, end } };
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
