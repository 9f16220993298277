import { quoted } from './quoted.ts';
import { groups, include, oneOf, type Rule } from './rule.ts';
import { scopes } from './scopes.ts';
import { blockHeader } from './block-header.ts';

/** Keys whose values are templates: as block scalars, quoted or plain. */
export function templateRules(keys: readonly string[]): Readonly<Record<string, Rule>> {
  const key = `(${oneOf(keys)})\\s*(:)`;
  const keyScopes = [scopes.knownKey, scopes.colon];
  const header = [scopes.blockHeader, scopes.chomping, scopes.comment];
  // A map that is an item of a list has its column two behind the dash, and its values' lines are deeper than that.
  const deeperThanKey = '^(?=\\1 +\\S|\\s*$)';
  const deeperThanItem = '^(?=\\1 {3,}\\S|\\s*$)';
  const block = { contentName: scopes.block, patterns: include('source.wordmill-template') };
  return {
    'template-key': {
      patterns: [
        {
          begin: `^( *)${key}\\s+${blockHeader}`,
          while: deeperThanKey,
          beginCaptures: groups('', ...keyScopes, ...header),
          ...block,
        },
        {
          begin: `^( *)(-) +${key}\\s+${blockHeader}`,
          while: deeperThanItem,
          beginCaptures: groups('', scopes.dash, ...keyScopes, ...header),
          ...block,
        },
        {
          begin: `^( *)${key}(?=\\s|$)`,
          while: deeperThanKey,
          beginCaptures: groups('', ...keyScopes),
          patterns: include('#template-value'),
        },
        {
          begin: `^( *)(-) +${key}(?=\\s|$)`,
          while: deeperThanItem,
          beginCaptures: groups('', scopes.dash, ...keyScopes),
          patterns: include('#template-value'),
        },
      ],
    },
    'template-value': {
      patterns: [
        ...include('#comment'),
        ...quotedTemplates,
        ...include('source.wordmill-template'),
        { name: scopes.plain, match: '[^\\s{#](?:[^{#]|\\{(?![{%#])|(?<=\\S)#)*(?<=\\S)' },
      ],
    },
  };
}

/** Quoted templates right behind the colon of their key. */
export const quotedTemplates: readonly Rule[] = (['double', 'single'] as const).map((quotes) =>
  quoted(quotes, include(`#${quotes}-template`), '(?<=:)\\s+'),
);
