import type { Edit, LineIndex } from '#language';
import type { CompletionItem, CompletionItemKind, InsertTextFormat, InsertTextMode } from 'vscode-languageserver-types';
import { textEditOf } from '../range.ts';

/** Something that may be inserted, before the editor's abilities are looked at. */
export interface Proposal {
  readonly label: string;
  readonly kind: ProposalKind;
  /** The insertion without placeholders. */
  readonly edit: Edit;
  /** The same insertion with placeholders, in the protocol's snippet syntax. */
  readonly snippet?: string;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
}

export type ProposalKind = keyof typeof kinds;

const kinds = {
  key: 10 /* property */,
  value: 12,
  name: 18 /* reference */,
  variable: 6,
  measure: 5 /* field */,
  field: 5,
  filter: 3 /* function */,
  test: 24 /* operator */,
  word: 14 /* keyword */,
  file: 17,
  folder: 19,
  environment: 21 /* constant */,
} as const satisfies Record<string, CompletionItemKind>;

const snippetFormat = 2 satisfies InsertTextFormat;
/** Inserted as it is: proposals of several lines bring their own indentation. */
const asIs = 1 satisfies InsertTextMode;

/** A proposal as the protocol has it; `position` is its place in the list. */
export function itemOf(lines: LineIndex, proposal: Proposal, position: number, snippets: boolean): CompletionItem {
  const { label, kind, edit, snippet, detail, documentation } = proposal;
  const format: Pick<CompletionItem, 'insertTextFormat'> =
    snippets && snippet !== undefined ? { insertTextFormat: snippetFormat } : {};
  const text = snippets && snippet !== undefined ? snippet : edit.text;
  return {
    label,
    kind: kinds[kind],
    sortText: String(position).padStart(4, '0'),
    textEdit: textEditOf(lines, { span: edit.span, text }),
    insertTextMode: asIs,
    ...format,
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation: { kind: 'markdown', value: documentation } }),
  };
}

/** A choice between words, as a snippet's n-th placeholder. */
export function choice(number: number, words: readonly string[]): string {
  return `\${${number}|${words.map((word) => word.replaceAll(/[\\$},|]/g, '\\$&')).join(',')}|}`;
}
