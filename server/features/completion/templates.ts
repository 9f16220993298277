import {
  completionAt,
  type Context,
  filterTable,
  functionTable,
  loopFields,
  measureTable,
  type ScopeName,
  type Span,
  spanInSource,
  type TemplateSite,
  testTable,
  type WordSpec,
} from '#language';
import { documentationOfScopeName, documentationOfWord, valueTypeInWords } from '../documentation.ts';
import { describedEntry } from '../described-entry.ts';
import { typeAt } from '../template-word.ts';
import type { View } from '../view.ts';
import type { Proposal, ProposalKind } from './proposal.ts';
import { statementProposals } from './statements.ts';

/** Names, fields, filters, tests and statements that may stand at the cursor in a template or an expression. */
export function templateProposals(view: View, context: Extract<Context, { kind: 'template' }>): readonly Proposal[] {
  const { site, offsetInValue } = context;
  const found = completionAt(site.parsed.source, offsetInValue, site.kind);
  const span = spanInSource(site.node, found.span);
  if (isInFrontOfMore(site.parsed.source, found.span, found.kind === 'name')) return [];
  switch (found.kind) {
    case 'none':
      return [];
    case 'name': {
      const others = [...locals(found.locals, span), ...functions(span), ...literals(span)];
      // Where a field is read, only what has fields can stand.
      if (site.parsed.source.charAt(found.span.end) === '.') return names(view, site, span, hasFields);
      return [...names(view, site, span, () => true), ...others];
    }
    case 'field':
      return found.object === undefined ? [] : fields(view, site, found.object, span);
    case 'filter':
      return words(filterTable, 'filter', span);
    case 'test':
      return words(testTable, 'test', span);
    case 'statement':
      return statementProposals(site.parsed.source, offsetInValue, span);
  }
}

/**
 * Whether something follows that nothing can be put in front of: the rest of a number or a string, or, where no word has
 * been begun, the word that stands there already. Behind a name an operator may follow.
 */
function isInFrontOfMore(source: string, { start, end }: Span, isName: boolean): boolean {
  const rest = source.slice(end, end + 100);
  if (/^[\w"']/.test(rest)) return true;
  if (start < end || !/^\s+[\w"']/.test(rest)) return false;
  return !isName || !/^\s+(?:and|or|in|is|if|else)\b/.test(rest);
}

/** Steps, variables and computed values first: they are what a prompt is written for. Then the document, then measures. */
const order: readonly ScopeName['kind'][] = [
  'step',
  'variable',
  'let',
  'text',
  'output',
  'document',
  'source',
  'measure',
];

function names(
  view: View,
  { scope }: TemplateSite,
  span: Span,
  fits: (known: ScopeName) => boolean,
): readonly Proposal[] {
  const sorted = [...scope.values()]
    .filter(fits)
    .toSorted((left, right) => order.indexOf(left.kind) - order.indexOf(right.kind));
  return sorted.map((known) => ({
    label: known.name,
    kind: known.kind === 'measure' ? 'measure' : 'variable',
    edit: { span, text: known.name },
    detail: valueTypeInWords(known.type),
    documentation:
      (known.kind === 'variable' || known.kind === 'let' ? describedEntry(view, known.kind, known.name) : undefined) ??
      documentationOfScopeName(known),
  }));
}

function hasFields({ type }: ScopeName): boolean {
  return type.kind === 'map' || type.kind === 'any';
}

function locals(known: readonly string[], span: Span): readonly Proposal[] {
  return known.map((name) => ({
    label: name,
    kind: 'variable',
    edit: { span, text: name },
    detail: 'of this template',
  }));
}

function functions(span: Span): readonly Proposal[] {
  const { range } = functionTable;
  return [
    {
      label: 'range',
      kind: 'filter',
      edit: { span, text: 'range(1)' },
      snippet: 'range($1)$0',
      documentation: documentationOfWord(range),
    },
  ];
}

function literals(span: Span): readonly Proposal[] {
  return ['true', 'false', 'none'].map((text) => ({ label: text, kind: 'word', edit: { span, text } }));
}

interface Read {
  readonly name: string;
  readonly path: readonly string[];
}

/** Fields that are known from the type; for an open map those that the file reads elsewhere. */
function fields(view: View, { scope }: TemplateSite, { name, path }: Read, span: Span): readonly Proposal[] {
  if (name === 'loop' && path.length === 0) {
    return loopFields.map((field) => ({ label: field, kind: 'field', edit: { span, text: field } }));
  }
  const known = scope.get(name);
  if (known === undefined) return [];
  const type = typeAt(known.type, path);
  if (type.kind !== 'map') return type.kind === 'any' ? fieldsReadElsewhere(view, { name, path }, span) : [];
  if (type.fields === null) return fieldsReadElsewhere(view, { name, path }, span);
  return Object.entries(type.fields).map(([field, of]) => {
    const measure = name === 'source' && path.length === 0 ? own(measureTable, field) : undefined;
    return {
      label: field,
      kind: 'field',
      edit: { span, text: field },
      detail: valueTypeInWords(of),
      ...(measure === undefined ? {} : { documentation: measure.documentation }),
    };
  });
}

function fieldsReadElsewhere({ analysis }: View, { name, path }: Read, span: Span): readonly Proposal[] {
  const found = new Set<string>();
  for (const { node, parsed } of analysis.templates) {
    for (const used of parsed.names) {
      const field = used.path[path.length];
      const at = used.pathSpans[path.length];
      if (used.name !== name || field === undefined || at === undefined) continue;
      const here = spanInSource(node, at).start === span.start;
      if (!here && path.every((part, index) => used.path[index] === part) && /^[A-Za-z_]\w*$/.test(field))
        found.add(field);
    }
  }
  return [...found].map((field) => ({
    label: field,
    kind: 'field',
    edit: { span, text: field },
    detail: 'read elsewhere in this file',
  }));
}

function words(
  table: Readonly<Record<string, WordSpec & { readonly parameters?: unknown; readonly input?: string }>>,
  kind: ProposalKind,
  span: Span,
): readonly Proposal[] {
  return Object.entries(table).map(([name, spec]) => {
    const proposal: Proposal = {
      label: name,
      kind,
      edit: { span, text: name },
      detail: spec.input === undefined ? spec.signature : `${spec.signature}, of ${inputInWords(spec.input)}`,
      documentation: documentationOfWord(spec),
    };
    return needsArguments(spec.parameters) ? { ...proposal, snippet: `${name}($1)$0` } : proposal;
  });
}

/** What a filter or a test is put on. */
function inputInWords(input: string): string {
  if (input === 'any') return 'any value';
  if (input === 'iterable') return 'a list, a map or text';
  return input === 'string' ? 'text' : input === 'boolean' ? 'true or false' : `a ${input}`;
}

function needsArguments(parameters: unknown): boolean {
  return (
    parameters === 'any' || (Array.isArray(parameters) && parameters.some((one: { required?: true }) => one.required))
  );
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
