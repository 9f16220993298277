import { anchorsOf, nouns } from '#language';
import type { Range, WorkspaceEdit } from 'vscode-languageserver-types';
import { homeOf } from './homes.ts';
import { type Occurrence, occurrenceAt, occurrencesOf, sharing } from './occurrences.ts';
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

/**
 * Renames a model, a rephrasing, a variable, a computed value, a step or an anchor everywhere, in the file that defines it and in those that
 * use that; null where there is no name.
 *
 * @param others strategies that may use this one, or the same files
 */
export function rename(view: View, offset: number, name: string, others: readonly View[] = []): Renamed | null {
  const found = occurrenceAt(view, offset);
  if (found === undefined) return null;
  const files = sharing(view, found, others);
  const message =
    name === found.name ? undefined : (misfit(found, name) ?? firstOf(files, (file) => taken(file, found, name)));
  if (message !== undefined) return { ok: false, message };
  const changes = files.flatMap((file) => {
    const edits = occurrencesOf(file, found).map(({ span }) => textEditOf(file.lines, { span, text: name }));
    return edits.length === 0 ? [] : [[file.uri, edits] as const];
  });
  return { ok: true, edit: { changes: Object.fromEntries(changes) } };
}

/** A plain YAML key that needs no quotes anywhere, and that YAML reads as text. */
const plainKey = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const anchorName = /^[^\s,[\]{}]+$/;
const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;
const otherThanText: ReadonlySet<string> = new Set(['true', 'false', 'null', '~', 'yes', 'no', 'on', 'off']);
const wordsOfExpressions: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else', 'none', 'loop']);

/** Why a name cannot be the name of such a thing anywhere. */
function misfit({ kind }: Occurrence, name: string): string | undefined {
  if (kind === 'anchor') {
    return anchorName.test(name)
      ? undefined
      : `A name of an anchor has no blanks, commas or brackets: \`${name}\` has.`;
  }
  const noun = nounOf(kind);
  if (isInTemplates(kind) && !identifier.test(name)) {
    return `A ${noun} is named with letters, digits and underscores, beginning with a letter: \`${name}\` is not.`;
  }
  if (!plainKey.test(name)) {
    return `A ${noun} is named with letters, digits, \`_\`, \`-\` and \`.\`, beginning with a letter: \`${name}\` is not.`;
  }
  const lower = name.toLowerCase();
  if (otherThanText.has(lower)) return `\`${name}\` is a value of YAML and cannot be a name.`;
  if (isInTemplates(kind) && wordsOfExpressions.has(lower)) {
    return `\`${name}\` is a word of expressions and cannot be a name.`;
  }
  return undefined;
}

/** Why a file cannot take the new name. */
function taken(view: View, found: Occurrence, name: string): string | undefined {
  if (found.kind === 'step') return takenByStep(view, found, name);
  if (found.kind === 'anchor') return takenByAnchor(view, name);
  const { kind } = found;
  const isUsed = occurrencesOf(view, found).length > 0;
  const there = homeOf(view, kind, name);
  // A file that does not use the thing may have a name like it of its own.
  if (there !== undefined && (isUsed || there.view.uri !== view.uri)) {
    return `There is a ${nounOf(kind)} \`${name}\` already.`;
  }
  if (!isInTemplates(kind) || !isUsed) return undefined;
  const other = homeOf(view, kind === 'let' ? 'variable' : 'let', name);
  return other === undefined ? collision(view, found, name) : meansElse(name);
}

function takenByStep(view: View, found: Extract<Occurrence, { kind: 'step' }>, name: string): string | undefined {
  if (occurrencesOf(view, { ...found, name }).some(({ definition }) => definition)) {
    return `\`${found.rephrasing}\` has a step or an item \`${name}\` already.`;
  }
  const others = ['variable', 'let'] as const;
  if (others.some((kind) => homeOf(view, kind, name) !== undefined)) return meansElse(name);
  return collision(view, found, name);
}

function takenByAnchor({ analysis }: View, name: string): string | undefined {
  const isTaken = anchorsOf(analysis.text).some((other) => other.name === name);
  return isTaken ? `There is an anchor \`&${name}\` already.` : undefined;
}

function isInTemplates(kind: Occurrence['kind']): boolean {
  return kind === 'variable' || kind === 'let' || kind === 'step';
}

function nounOf(kind: Occurrence['kind']): string {
  return kind === 'step' || kind === 'anchor' ? kind : nouns[kind];
}

function meansElse(name: string): string {
  return `\`${name}\` means something else in templates already.`;
}

function firstOf(files: readonly View[], reasonOf: (file: View) => string | undefined): string | undefined {
  return files.map(reasonOf).find((reason) => reason !== undefined);
}

/** Where a template means something else by the new name, renaming would change what it says. */
function collision(view: View, found: Occurrence, name: string): string | undefined {
  for (const { node, scope, kind, parsed } of view.analysis.templates) {
    const known = scope.get(name);
    if (known !== undefined && known.kind !== found.kind) return meansElse(name);
    const used = occurrencesOf(view, found).some(
      ({ span }) => node.span.start <= span.start && span.end <= node.span.end,
    );
    if (used && kind === 'template' && parsed.locals.some((local) => local.name === name)) {
      return `A template that uses \`${found.name}\` sets \`${name}\` itself.`;
    }
  }
  return undefined;
}
