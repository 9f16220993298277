import { quoted } from './quoted.ts';
import { groups, include, oneOf, type Rule } from './rule.ts';
import { scopes } from './scopes.ts';
import type { GrammarWords } from './words.ts';

const styles = ['double', 'single'] as const;

/** Keys whose values are expressions or lists of them. A quote at an item's beginning is YAML's, any other its own. */
export function expressionRules({
  expressionKeys,
  choices,
}: Pick<GrammarWords, 'expressionKeys' | 'choices'>): Readonly<Record<string, Rule>> {
  const key = `(${oneOf(expressionKeys)})\\s*(:)(?=\\s|$)(?!\\s+(?:${oneOf(choices)})\\s*(?:$|#))`;
  const keyScopes = [scopes.knownKey, scopes.colon];
  const itemStart = '(?:(?<=:)|^\\s*(-))\\s+';
  return {
    'expression-key': {
      patterns: [
        {
          begin: `^( *)${key}`,
          while: '^(?=\\1 +\\S|\\1-(?:\\s|$)|\\s*(?:#|$))',
          beginCaptures: groups('', ...keyScopes),
          patterns: include('#expression-value'),
        },
        {
          begin: `^( *)(-) +${key}`,
          while: '^(?=\\1 {3,}\\S|\\1  -(?:\\s|$)|\\s*(?:#|$))',
          beginCaptures: groups('', scopes.dash, ...keyScopes),
          patterns: include('#expression-value'),
        },
      ],
    },
    'expression-value': {
      patterns: [
        ...include('#comment'),
        {
          begin: '(?:(?<=:)\\s+|^\\s*)(\\[)',
          end: '\\]',
          beginCaptures: groups('punctuation.definition.sequence.begin.yaml'),
          endCaptures: { 0: { name: 'punctuation.definition.sequence.end.yaml' } },
          patterns: include('#expression-items'),
        },
        ...styles.map((style) => quoted(style, include(`#${style}-expression`), itemStart, [scopes.dash])),
        {
          match: `${itemStart}([|>])([-+\\d]*)(?=\\s*$)`,
          captures: groups(scopes.dash, scopes.blockHeader, scopes.chomping),
        },
        { match: '^\\s*(-)(?=\\s|$)', captures: groups(scopes.dash) },
        ...include('source.wordmill-template#expression'),
      ],
    },
    'expression-items': {
      patterns: [
        ...include('#comment'),
        ...styles.map((style) => quoted(style, include(`#${style}-expression`), '(?:\\G|^|(?<=,))\\s*')),
        { name: 'punctuation.separator.sequence.yaml', match: ',' },
        ...include('source.wordmill-template#expression'),
      ],
    },
  };
}
