import { analyse, type Context, contextAt, LineIndex, type Spec } from '#language';
import type { CompletionItem } from 'vscode-languageserver-types';
import type { View } from '../view.ts';
import { environmentProposals, referenceBefore, secretProposals, takesSecret } from './environment.ts';
import { ignoreProposals } from './ignores.ts';
import { keyProposals } from './keys.ts';
import { type ListFolder, pathProposals } from './paths.ts';
import { itemOf, type Proposal } from './proposal.ts';
import { templateProposals } from './templates.ts';
import { valueProposals } from './values.ts';

/** What completion is told of the world outside of the file. */
export interface Surroundings {
  /** Names of the environment that are set. */
  readonly environment: readonly string[];
  readonly listFolder: ListFolder;
  /** Whether the editor understands placeholders. */
  readonly snippets: boolean;
}

/** Everything that may be inserted at an offset, most useful first. */
export async function complete(
  view: View,
  offset: number,
  surroundings: Surroundings,
): Promise<readonly CompletionItem[]> {
  const proposals = await proposalsAt(view, offset, surroundings);
  return proposals.map((proposal, position) => itemOf(view.lines, proposal, position, surroundings.snippets));
}

async function proposalsAt(
  view: View,
  offset: number,
  { environment, listFolder }: Surroundings,
): Promise<readonly Proposal[]> {
  const context = contextAt(view.analysis, offset);
  switch (context.kind) {
    case 'none':
      return ignoreProposals(view, offset);
    case 'key':
      return keyProposals(view, context);
    case 'template':
      return templateProposals(view, context);
    case 'value': {
      if (referenceBefore(view, offset) !== undefined) return environmentProposals(view, offset, environment);
      if (isBeforeValue(view, offset) || isAboveValue(view, offset, context)) return [];
      if (takesSecret(context.spec.spec)) return secretProposals(view, context, environment);
      const found = [...valueProposals(view, context), ...(await pathProposals(view, context, listFolder))];
      return found.length > 0 || !takesExpressions(context.spec.spec) ? found : expressionProposals(view, offset);
    }
  }
}

type ValueContext = Extract<Context, { kind: 'value' }>;

/** Whether the cursor stands in front of a value and not in it: a second one has no place there. */
function isBeforeValue({ analysis: { text } }: View, offset: number): boolean {
  return (
    /^(?:[ \t]+[^\s#,\]}]|[[{|>&*!"'])/.test(text.slice(offset, offset + 200)) &&
    /[:,[\s]/.test(text.charAt(offset - 1))
  );
}

/** Whether the value stands on the lines below its key, at the end of which the cursor is. */
function isAboveValue({ analysis: { text } }: View, offset: number, { typed, indent }: ValueContext): boolean {
  const below = /^[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*( *)(-?)[^\s#]/.exec(text.slice(offset));
  const [, blanks = '', dash = ''] = below ?? [];
  return below !== null && typed === '' && (blanks.length > indent || (dash !== '' && blanks.length === indent));
}

function takesExpressions(spec: Spec): boolean {
  switch (spec.kind) {
    case 'expression':
    case 'template':
      return true;
    case 'list':
    case 'one-or-list':
    case 'or-not-published':
      return takesExpressions(spec.of);
    default:
      return false;
  }
}

/**
 * Where an expression has not begun yet, or stops with a blank, YAML has no text at the cursor that could be asked: what
 * is said of its next letter is the answer.
 */
function expressionProposals(view: View, offset: number): readonly Proposal[] {
  const { text } = view.analysis;
  const begun = `${text.slice(0, offset)}x${text.slice(offset)}`;
  const analysis = analyse(begun, { previous: view.analysis, used: view.analysis.used });
  const context = contextAt(analysis, offset + 1);
  if (context.kind !== 'template') return [];
  const there: View = { ...view, analysis, lines: new LineIndex(begun) };
  return templateProposals(there, context).map((proposal) => ({
    ...proposal,
    edit: { span: { start: offset, end: offset }, text: proposal.edit.text },
  }));
}
