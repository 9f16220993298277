import { continuations, type Span, statementTable } from '#language';
import { documentationOfWord } from '../documentation.ts';
import type { Proposal } from './proposal.ts';

type Statement = keyof typeof statementTable;

/** The statements that may stand at a place of a template: what goes on with an open one first, then new ones. */
export function statementProposals(source: string, offset: number, span: Span): readonly Proposal[] {
  const open = openStatement(source.slice(0, offset));
  const inside = open === undefined ? [] : continuations[open].map((word) => proposal(word, open, span));
  return [
    ...inside,
    ...Object.keys(statementTable)
      .filter(isStatement)
      .map((word) => proposal(word, word, span)),
  ];
}

function proposal(word: string, of: Statement, span: Span): Proposal {
  const spec = statementTable[of];
  return {
    label: word,
    kind: 'word',
    edit: { span, text: word },
    detail: spec.signature,
    documentation: documentationOfWord(spec),
  };
}

/** The innermost statement in front of a place that still waits for its end. */
function openStatement(before: string): Statement | undefined {
  const open: Statement[] = [];
  for (const [, word = '', rest = ''] of before.matchAll(/\{%[-+]?\s*([a-z]+)((?:(?!%\}).)*)%\}/gs)) {
    if (word.startsWith('end')) open.pop();
    // `set` with a value is complete in itself.
    else if (isStatement(word) && !(word === 'set' && rest.includes('='))) open.push(word);
  }
  return open.at(-1);
}

function isStatement(word: string): word is Statement {
  return Object.hasOwn(statementTable, word);
}
