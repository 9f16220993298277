import {
  filterTable,
  type PlacedWord,
  placedWords,
  type ReferenceKind,
  type ScopeName,
  type Span,
  testTable,
} from '#language';
import type { Range, SemanticTokensLegend } from 'vscode-languageserver-types';
import { spanOf } from './range.ts';
import type { View } from './view.ts';

const tokenTypes = [
  'class',
  'function',
  'namespace',
  'parameter',
  'variable',
  'enumMember',
  'property',
  'method',
  'macro',
] as const;
const tokenModifiers = ['declaration', 'readonly', 'defaultLibrary'] as const;

type Type = (typeof tokenTypes)[number];
type Modifier = (typeof tokenModifiers)[number];

/**
 * What the numbers of a token mean. Only standard types, so that every theme has colours for them: a model is a `class`, a
 * rephrasing and `range` are a `function`, a target a `namespace`, a variable a `parameter`; computed values (`readonly`),
 * names of the template itself and what every template has (`defaultLibrary`) are a `variable`; a measure is an
 * `enumMember`, a field a `property`, a filter a `method`, a test a `macro`. `declaration` marks where a name is given.
 */
export const tokenLegend: SemanticTokensLegend = { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] };

/** Tokens of the names of a strategy, or of those in a range, as the protocol packs them: five numbers a token. */
export function semanticTokens(view: View, range?: Range): readonly number[] {
  const within = range === undefined ? { start: 0, end: view.analysis.text.length } : spanOf(view.lines, range);
  const tokens = tokensIn(view, within).toSorted((left, right) => left.span.start - right.span.start);
  const data: number[] = [];
  let line = 0;
  let character = 0;
  let end = -1;
  for (const { span, type, modifiers } of tokens) {
    const start = view.lines.positionOf(span.start);
    // A name that is told twice is one token; a text over several lines is none.
    if (span.start < end || view.lines.positionOf(span.end).line !== start.line) continue;
    const onLine = start.line === line;
    const set = modifiers.reduce((sum, one) => sum + 2 ** tokenModifiers.indexOf(one), 0);
    const column = onLine ? start.character - character : start.character;
    data.push(start.line - line, column, span.end - span.start, tokenTypes.indexOf(type), set);
    ({ line, character } = start);
    end = span.end;
  }
  return data;
}

interface Token {
  readonly span: Span;
  readonly type: Type;
  readonly modifiers: readonly Modifier[];
}

type Kind = Omit<Token, 'span'>;

function tokensIn({ analysis }: View, within: Span): readonly Token[] {
  const names = analysis.names.filter(({ span }) => meet(span, within)).map(tokenOfName);
  const words = placedWords(analysis, within).flatMap((word) => {
    const kind = meet(word.span, within) ? kindOf(word) : undefined;
    return kind === undefined || word.span.end === word.span.start ? [] : [{ span: word.span, ...kind }];
  });
  return [...names, ...words];
}

function meet(left: Span, right: Span): boolean {
  return left.start < right.end && right.start < left.end;
}

const typeOfName = {
  model: 'class',
  rephrasing: 'function',
  target: 'namespace',
  variable: 'parameter',
  let: 'variable',
  step: 'variable',
} as const satisfies Record<ReferenceKind | 'step', Type>;

function tokenOfName({ kind, span, definition }: View['analysis']['names'][number]): Token {
  const readonly: readonly Modifier[] = kind === 'let' ? ['readonly'] : [];
  return { span, type: typeOfName[kind], modifiers: definition ? ['declaration', ...readonly] : readonly };
}

const kindOfScopeName: Readonly<Record<ScopeName['kind'], Kind>> = {
  document: { type: 'variable', modifiers: ['defaultLibrary'] },
  text: { type: 'variable', modifiers: ['defaultLibrary'] },
  source: { type: 'variable', modifiers: ['defaultLibrary'] },
  output: { type: 'variable', modifiers: ['defaultLibrary'] },
  measure: { type: 'enumMember', modifiers: ['defaultLibrary'] },
  variable: { type: 'parameter', modifiers: [] },
  let: { type: 'variable', modifiers: ['readonly'] },
  step: { type: 'variable', modifiers: [] },
};

/** Undefined for what does not exist: it keeps the colour that it has, beside its problem. */
function kindOf({ kind, name, definition, known }: PlacedWord): Kind | undefined {
  switch (kind) {
    case 'name':
      return known && kindOfScopeName[known.kind];
    case 'local':
      return { type: 'variable', modifiers: definition ? ['declaration'] : [] };
    case 'field':
      return { type: 'property', modifiers: [] };
    case 'filter':
      return Object.hasOwn(filterTable, name) ? { type: 'method', modifiers: [] } : undefined;
    case 'test':
      return Object.hasOwn(testTable, name) ? { type: 'macro', modifiers: [] } : undefined;
    case 'function':
      return { type: 'function', modifiers: ['defaultLibrary'] };
  }
}
