import { all, groups, include, oneOf, type Rule } from './rule.ts';
import { scopes } from './scopes.ts';
import { quotedTemplates } from './templates.ts';
import type { GrammarWords } from './words.ts';

/** Maps in braces and lists in brackets. */
export function flowRules({
  keys,
  templateKeys,
  expressionKeys,
  stepKeys,
  choices,
}: GrammarWords): Readonly<Record<string, Rule>> {
  const end = '(?=[,}\\]])';
  return {
    flow: { patterns: [brackets('\\{', '\\}', 'mapping'), brackets('\\[', '\\]', 'sequence')] },
    'flow-content': {
      patterns: [
        ...include('#comment'),
        {
          begin: `\\b(${oneOf(expressionKeys)})\\s*(:)(?=\\s)(?!\\s+(?:${oneOf(choices)})\\s*[,}\\]])`,
          end,
          beginCaptures: groups(scopes.knownKey, scopes.colon),
          patterns: include('#expression-value'),
        },
        {
          begin: `\\b(${oneOf(templateKeys)})\\s*(:)(?=\\s+["'])`,
          end,
          beginCaptures: groups(scopes.knownKey, scopes.colon),
          patterns: quotedTemplates,
        },
        {
          match: `\\b(${oneOf(stepKeys)})\\s*(:)\\s+(?!(?:${oneOf(choices)})\\b)([A-Za-z_]\\w*)(?=\\s*[,}\\]])`,
          captures: groups(scopes.knownKey, scopes.colon, scopes.step),
        },
        {
          match: `(?:(${oneOf(keys)})|([^\\s,\\[\\]{}:#"'][^,\\[\\]{}:#"']*?))\\s*(:)(?=[\\s,\\[\\]{}"']|$)`,
          captures: groups(scopes.knownKey, scopes.otherKey, scopes.colon),
        },
        ...include('#flow', '#quoted', '#constants', '#properties'),
        { name: 'punctuation.separator.yaml', match: ',' },
        {
          name: scopes.plain,
          begin: '(?=[^\\s,\\[\\]{}:#"\'])',
          end: '(?=\\s*(?:[,\\[\\]}]|$|\\s#))',
          patterns: include('#environment'),
        },
      ],
    },
  };
}

function brackets(open: string, close: string, kind: 'mapping' | 'sequence'): Rule {
  return {
    begin: open,
    end: close,
    beginCaptures: all(`punctuation.definition.${kind}.begin.yaml`),
    endCaptures: all(`punctuation.definition.${kind}.end.yaml`),
    patterns: include('#flow-content'),
  };
}
