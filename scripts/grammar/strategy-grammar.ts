import { blockHeader } from './block-header.ts';
import { expressionRules } from './expressions.ts';
import { flowRules } from './flow.ts';
import { insideQuotes, quotedText } from './quoted.ts';
import { all, groups, include, oneOf, type Rule } from './rule.ts';
import { scopes } from './scopes.ts';
import { templateRules } from './templates.ts';
import type { GrammarWords } from './words.ts';

export interface Grammar {
  readonly information_for_contributors: string;
  readonly name: string;
  readonly scopeName: string;
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

/**
 * The TextMate grammar of strategy files, made from the language's table. It reads YAML by itself, by indentation: each
 * value is a region that its first less indented line ends (`while`), so that a quote, a brace or a tag that is still
 * open never colours more than the value that it stands in.
 */
export function strategyGrammar(words: GrammarWords): Grammar {
  const name = `"(?:[^"\\\\]|\\\\.)*"|'(?:[^']|'')*'|${plainName}`;
  const key = `(?:(${oneOf(words.keys)})|(${name}))\\s*(:)`;
  const keyScopes = [scopes.knownKey, scopes.otherKey, scopes.colon];
  return {
    information_for_contributors:
      'Generated from scripts/grammar and the table of the language. UPDATE=1 npx vitest run test/grammar writes it anew.',
    name: 'Wordmill Strategy',
    scopeName: 'source.wordmill-strategy',
    patterns: [
      ...include('#comment', ...words.sections.map(({ key }) => `#${key}-section`), '#body'),
      { name: 'entity.other.document.yaml', match: '^(?:---|\\.\\.\\.)(?=\\s|$)' },
      { name: 'meta.directive.yaml', match: '^%.*$' },
    ],
    repository: {
      comment,
      ...Object.fromEntries(words.sections.map((section) => [`${section.key}-section`, sectionRule(section, name)])),
      body: { patterns: include('#template-key', '#expression-key', '#values') },
      values: {
        patterns: include(
          '#comment',
          '#block-scalar',
          '#guarded-key',
          '#step-name',
          '#key',
          '#guarded-item',
          '#item',
          '#flow',
          '#quoted',
          '#constants',
          '#properties',
          '#plain',
        ),
      },
      ...templateRules(words.templateKeys),
      ...expressionRules(words),
      ...insideQuotes('double'),
      ...insideQuotes('single'),
      'block-scalar': {
        patterns: [
          {
            begin: `^( *)${key}\\s+(?:[!&]\\S+\\s+)?${blockHeader}`,
            while: '^(?=\\1 +\\S|\\s*$)',
            beginCaptures: groups('', ...keyScopes, scopes.blockHeader, scopes.chomping, scopes.comment),
            contentName: scopes.block,
          },
          {
            begin: `^( *)(-) +${blockHeader}`,
            while: '^(?=\\1 +\\S|\\s*$)',
            beginCaptures: groups('', scopes.dash, scopes.blockHeader, scopes.chomping, scopes.comment),
            contentName: scopes.block,
          },
        ],
      },
      'guarded-key': {
        begin: `^( *)${key}(?=\\s+["'\\[{])`,
        while: '^(?=\\1 +\\S|\\s*(?:#|$))',
        beginCaptures: groups('', ...keyScopes),
        patterns: include('#body'),
      },
      'step-name': {
        match: `(?:^|(?<=- ))( *)(${oneOf(words.stepKeys)})\\s*(:)\\s+(?!(?:${oneOf(words.choices)})\\b)([A-Za-z_]\\w*)(?=\\s*$|\\s+#)`,
        captures: groups('', scopes.knownKey, scopes.colon, scopes.step),
      },
      key: { match: `(?:^|(?<=- ))( *)${key}(?=\\s|$)`, captures: groups('', ...keyScopes) },
      'guarded-item': {
        begin: '^( *)(-)(?=\\s+["\'\\[{])',
        while: '^(?=\\1 +\\S|\\s*(?:#|$))',
        beginCaptures: groups('', scopes.dash),
        patterns: include('#body'),
      },
      item: { match: '(?:^|(?<=- ))\\s*(-)(?=\\s|$)', captures: groups(scopes.dash) },
      ...flowRules(words),
      quoted: { patterns: [quotedText('double'), quotedText('single')] },
      ...scalarRules(words.units),
    },
  };
}

/** Characters that a plain name cannot begin with, and how it goes on up to its colon. */
const plainName = `[^\\s#\\[\\]{},&*!|>'"%@\`:-](?:[^:#]|:(?=\\S)|(?<=\\S)#)*?`;

const definitionScopes = {
  model: 'entity.name.type.model.wordmill-strategy',
  variable: 'variable.other.definition.wordmill-strategy',
  rephrasing: 'entity.name.function.rephrasing.wordmill-strategy',
  let: 'variable.other.definition.wordmill-strategy',
  target: 'entity.name.type.target.wordmill-strategy',
} as const;

const contents = { keys: '#body', expression: '#expression-value', values: '#values' } as const;

/** A top-level key and its entries. An entry reaches as far as its lines are indented deeper than its name. */
function sectionRule({ key, defines, holds }: GrammarWords['sections'][number], name: string): Rule {
  return {
    begin: `^(${key})\\s*(:)(?=\\s*(?:#|$))`,
    while: '^(?=\\s|#|$)',
    beginCaptures: groups(scopes.knownKey, scopes.colon),
    patterns: [
      { include: '#comment' },
      {
        begin: `^( +)(${name})\\s*(:)(?=\\s|$)`,
        while: '^(?=\\1 +\\S|\\1-(?:\\s|$)|\\s*(?:#|$))',
        beginCaptures: groups('', definitionScopes[defines], scopes.colon),
        patterns: include(contents[holds]),
      },
    ],
  };
}

const comment: Rule = {
  name: scopes.comment,
  begin: '(?:^|(?<=\\s))#',
  end: '$',
  beginCaptures: all('punctuation.definition.comment.yaml'),
  patterns: [
    {
      match: '\\b(wordmill)\\s*:\\s*(ignore)\\b([a-z, -]*)',
      captures: groups(
        'keyword.other.directive.wordmill-strategy',
        'keyword.other.directive.wordmill-strategy',
        'constant.other.problem-code.wordmill-strategy',
      ),
    },
  ],
};

/** Where a plain word may begin, and where it ends, in blocks and between brackets. */
const wordBegin = '(?<=[\\s:,\\[{])';
const wordEnd = '(?=\\s*(?:[,\\]}]|$|\\s#))';

const scalarRules = (units: readonly string[]): Readonly<Record<string, Rule>> => ({
  constants: {
    patterns: [
      { name: 'constant.language.yaml', match: `${wordBegin}(?:true|false|null|~)${wordEnd}` },
      { name: 'constant.language.wordmill-strategy', match: `${wordBegin}(?:not published|auto)${wordEnd}` },
      {
        name: 'constant.numeric.yaml',
        match: `${wordBegin}[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?(${oneOf(units)})?${wordEnd}`,
        captures: groups('keyword.other.unit.wordmill-strategy'),
      },
    ],
  },
  properties: {
    patterns: [
      { name: 'entity.name.type.anchor.yaml', match: '(?<=\\s)&[^\\s,\\[\\]{}]+' },
      { name: 'variable.other.alias.yaml', match: '(?<=\\s)\\*[^\\s,\\[\\]{}]+' },
      { name: 'storage.type.tag.yaml', match: '(?<=\\s)![^\\s,\\[\\]{}]*' },
    ],
  },
  plain: {
    name: scopes.plain,
    begin: '(?=[^\\s#\\[\\]{},&*!|>\'"%@`])',
    end: '(?=\\s+#|\\s*$)',
    patterns: include('#environment'),
  },
  environment: {
    match: '(\\$\\{)([A-Za-z_]\\w*)(?:(:-)([^}"\']*))?(\\})',
    captures: groups(
      'punctuation.definition.variable.begin.yaml',
      'variable.other.environment.wordmill-strategy',
      'keyword.operator.default.wordmill-strategy',
      scopes.plain,
      'punctuation.definition.variable.end.yaml',
    ),
  },
});
