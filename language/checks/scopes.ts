import type { ScopeName, TemplateRole, TemplateScope } from '../analysis.ts';
import { type MeasureSpec, measureTable } from '../measures.ts';
import type { ValueType } from '../template/index.ts';

/** A variable as far as scopes are concerned. */
export interface VariableType {
  readonly name: string;
  readonly type: ValueType;
  /** The values as written, for hover. */
  readonly values: string;
}

/** A value of `let` as far as scopes are concerned. */
export interface ComputedValue {
  readonly name: string;
  /** As written, for hover. */
  readonly expression: string;
  readonly type: ValueType;
  /** Every name that its expression needs, itself or through other values: one that is among them needs itself. */
  readonly needs: readonly string[];
}

const measures: readonly (readonly [string, MeasureSpec])[] = Object.entries(measureTable);
const sourceMeasures = measures.filter(([, { ofSource }]) => ofSource);

const doc: ScopeName = {
  name: 'doc',
  kind: 'document',
  type: { kind: 'map', fields: null },
  documentation: 'The row that the document came from, with all its fields: `doc.title`, `doc.meta["topic"]`.',
};

const text: ScopeName = {
  name: 'text',
  kind: 'text',
  type: { kind: 'string' },
  documentation: 'The text of the seed document. It is data: what looks like a template in it stays as it is.',
};

const output: ScopeName = {
  name: 'output',
  kind: 'output',
  type: { kind: 'string' },
  documentation: 'What the model made of the document, cleaned.',
};

const source: ScopeName = {
  name: 'source',
  kind: 'source',
  type: { kind: 'map', fields: Object.fromEntries(sourceMeasures.map(([name, { type }]) => [name, { kind: type }])) },
  documentation: 'The measures of the seed document: `source.words`, `source.tokens` …',
};

/** What everything that is asked of a document can use. */
export const documentNames: TemplateScope = scope(doc, text, ...sourceMeasures.map(measureName));

/** What a name that every template has stands for, for the message that it is taken; undefined where it is free. */
export function reservedName(name: string): string | undefined {
  if (Object.hasOwn(measureTable, name)) return 'a measure';
  if (name === 'document' || name === 'previous') return 'a name that chunks have';
  return [doc, text, output, source].some((reserved) => reserved.name === name)
    ? 'a name that every template has'
    : undefined;
}

/** The names that templates and expressions can use, by what they are for. */
export function scopesOf(
  variables: readonly VariableType[],
  computed: readonly ComputedValue[],
): Readonly<Record<TemplateRole, TemplateScope>> {
  const own = [...computed.map(computedName), ...variables.map(variableName)];
  const document = scope(...documentNames.values(), ...computed.map(computedName));
  return {
    document,
    let: document,
    prompt: scope(...documentNames.values(), ...own),
    gate: scope(...measures.map(measureName), source, output, doc, ...own),
    pairs: scope(source, doc, ...own),
    assemble: scope(text, output, doc, ...own),
  };
}

/** What the expression of one value of `let` can use: not itself, and nothing that needs it. */
export function scopeWithin(
  name: string,
  scopes: { readonly let: TemplateScope },
  computed: readonly ComputedValue[],
): TemplateScope {
  const needing = new Set(computed.filter(({ needs }) => needs.includes(name)).map((value) => value.name));
  return scope(...[...scopes.let.values()].filter((known) => known.name !== name && !needing.has(known.name)));
}

/** A scope with further names, which hide those of it that are called the same. */
export function withNames(outer: TemplateScope, names: readonly ScopeName[]): TemplateScope {
  return names.length === 0 ? outer : scope(...outer.values(), ...names);
}

function scope(...names: readonly ScopeName[]): TemplateScope {
  return new Map(names.map((name) => [name.name, name]));
}

function measureName([name, { type, documentation }]: readonly [string, MeasureSpec]): ScopeName {
  return { name, kind: 'measure', type: { kind: type }, documentation };
}

function computedName({ name, type, expression }: ComputedValue): ScopeName {
  return { name, kind: 'let', type, documentation: `Computed of each document: \`${expression}\`` };
}

function variableName({ name, type, values }: VariableType): ScopeName {
  return { name, kind: 'variable', type, documentation: `A variable, one of: ${values}` };
}
