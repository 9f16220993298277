import { type NameOccurrence, nouns } from '#language';
import type { Range, WorkspaceEdit } from 'vscode-languageserver-types';
import { occurrenceAt, occurrencesOf } from './occurrences.ts';
import { rangeOf, textEditOf } from './range.ts';
import type { View } from './view.ts';

export type Renamed =
  | { readonly ok: true; readonly edit: WorkspaceEdit }
  /** One sentence that says why the name cannot be. */
  | { readonly ok: false; readonly message: string };

/** What a rename at an offset would rename; null where there is no name. */
export function renameRange(view: View, offset: number): Range | null {
  const found = occurrenceAt(view, offset);
  return found === undefined ? null : rangeOf(view.lines, found.span);
}

/** Renames a model, a rephrasing, a variable or a computed value everywhere in the file; null where there is no name. */
export function rename(view: View, offset: number, name: string): Renamed | null {
  const found = occurrenceAt(view, offset);
  if (found === undefined) return null;
  const message = name === found.name ? undefined : refusal(view, found, name);
  if (message !== undefined) return { ok: false, message };
  const edits = occurrencesOf(view, found).map(({ span }) => textEditOf(view.lines, { span, text: name }));
  return { ok: true, edit: { changes: { [view.uri]: edits } } };
}

/** A plain YAML key that needs no quotes anywhere, and that YAML reads as text. */
const plainKey = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;
const otherThanText: ReadonlySet<string> = new Set(['true', 'false', 'null', '~', 'yes', 'no', 'on', 'off']);
const wordsOfExpressions: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else', 'none', 'loop']);

function refusal(view: View, found: NameOccurrence, name: string): string | undefined {
  const { kind } = found;
  const noun = nouns[kind];
  const inTemplates = kind === 'variable' || kind === 'let';
  if (inTemplates && !identifier.test(name)) {
    return `A ${noun} is named with letters, digits and underscores, beginning with a letter: \`${name}\` is not.`;
  }
  if (!plainKey.test(name)) {
    return `A ${noun} is named with letters, digits, \`_\`, \`-\` and \`.\`, beginning with a letter: \`${name}\` is not.`;
  }
  const lower = name.toLowerCase();
  if (otherThanText.has(lower)) return `\`${name}\` is a value of YAML and cannot be a name.`;
  if (occurrencesOf(view, { kind, name }).some(({ definition }) => definition)) {
    return `There is a ${noun} \`${name}\` already.`;
  }
  return inTemplates ? collision(view, found, name) : undefined;
}

/** Where a template means something else by the new name, renaming would change what it says. */
function collision(view: View, found: NameOccurrence, name: string): string | undefined {
  if (wordsOfExpressions.has(name.toLowerCase())) return `\`${name}\` is a word of expressions and cannot be a name.`;
  for (const { node, scope, kind, parsed } of view.analysis.templates) {
    const taken = scope.get(name);
    if (taken !== undefined && taken.kind !== found.kind)
      return `\`${name}\` means something else in templates already.`;
    const used = occurrencesOf(view, found).some(
      ({ span }) => node.span.start <= span.start && span.end <= node.span.end,
    );
    if (used && kind === 'template' && parsed.locals.some((local) => local.name === name)) {
      return `A template that uses \`${found.name}\` sets \`${name}\` itself.`;
    }
  }
  return undefined;
}
