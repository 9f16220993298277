import { all, groups, include, type Rule } from './rule.ts';
import { scopes } from './scopes.ts';

export type Quotes = 'double' | 'single';

const template = 'wordmill-template';

/** What the backslash and the doubled quote mean in YAML's two kinds of quotes. */
const escapes = {
  double: {
    name: 'constant.character.escape.yaml',
    match: '\\\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.|$)',
  },
  single: { name: 'constant.character.escape.yaml', match: "''" },
} as const satisfies Record<Quotes, Rule>;

/** A quoted scalar with something in it. `before` is a regular expression for what is matched in front of the quote. */
export function quoted(
  quotes: Quotes,
  patterns: readonly Rule[],
  before = '',
  scopesBefore: readonly string[] = [],
): Rule {
  return {
    name: `string.quoted.${quotes}.yaml`,
    begin: `${before}(${quotes === 'double' ? '"' : "'"})`,
    end: quotes === 'double' ? '"' : "'(?!')",
    beginCaptures: groups(...scopesBefore, scopes.quoteBegin),
    endCaptures: all(scopes.quoteEnd),
    patterns,
  };
}

/** A quoted scalar that is nothing but text. */
export function quotedText(quotes: Quotes): Rule {
  return quoted(quotes, [...include('#environment'), escapes[quotes]]);
}

/**
 * Rules for a template and an expression inside quotes of YAML. They differ from the plain ones in that the closing quote
 * ends whatever is still open, and in how a string is written in them.
 */
export function insideQuotes(quotes: Quotes): Readonly<Record<string, Rule>> {
  const close = quotes === 'double' ? '(?=")' : "(?='(?!'))";
  const expression = include(`#${quotes}-expression`);
  const tag = (name: string, section: string, begin: string, end: string, patterns: readonly Rule[]): Rule => ({
    name: `${name}.${template}`,
    begin,
    end: `${end}|${close}`,
    beginCaptures: all(`punctuation.${section}.begin.${template}`),
    endCaptures: all(`punctuation.${section}.end.${template}`),
    patterns,
  });
  return {
    [`${quotes}-template`]: {
      patterns: [
        tag('comment.block', 'definition.comment', '\\{#[-+]?', '[-+]?#\\}', []),
        raw(close),
        tag('meta.embedded.statement', 'section.embedded', '\\{%[-+]?', '[-+]?%\\}', [
          ...include('source.wordmill-template#statement-keyword'),
          ...expression,
        ]),
        tag('meta.embedded.expression', 'section.embedded', '\\{\\{[-+]?', '[-+]?\\}\\}', expression),
        escapes[quotes],
      ],
    },
    [`${quotes}-expression`]: {
      patterns: [
        ...strings(quotes, close),
        {
          begin: '\\{(?![{%#])',
          end: `\\}|(?=%\\})|${close}`,
          captures: all(`punctuation.section.braces.${template}`),
          patterns: expression,
        },
        ...include('source.wordmill-template#expression-words'),
      ],
    },
  };
}

function raw(close: string): Rule {
  return {
    begin: '(\\{%[-+]?)\\s*(raw)\\s*([-+]?%\\})',
    end: `(\\{%[-+]?)\\s*(endraw)\\s*([-+]?%\\})|${close}`,
    captures: groups(
      `punctuation.section.embedded.begin.${template}`,
      `keyword.control.raw.${template}`,
      `punctuation.section.embedded.end.${template}`,
    ),
    contentName: `string.unquoted.raw.${template}`,
  };
}

/** The strings of an expression: the quote that YAML uses is escaped in YAML's way. */
function strings(quotes: Quotes, close: string): readonly Rule[] {
  const marks = quotes === 'double' ? { double: '\\\\"', single: "'" } : { double: '"', single: "''" };
  return (['double', 'single'] as const).map((kind) => ({
    name: `string.quoted.${kind}.${template}`,
    begin: marks[kind],
    end: `${marks[kind]}|$|${close}`,
  }));
}
