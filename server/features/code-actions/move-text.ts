import { type Edit, placementOf, type Span } from '#language';
import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver-types';
import { textEditOf } from '../range.ts';
import type { View } from '../view.ts';
import { addEntry } from './add-entry.ts';
import { editOf, inOrder, isHarmless } from './edit.ts';
import { fixedTexts } from './fixed-texts.ts';
import { freeName } from './free-name.ts';
import { addUse } from './shared-file.ts';
import { inValue, trimmed, writes } from './template-text.ts';

/**
 * The selected text of a prompt, or all fixed text around the cursor, as a computed value of a file that the strategy uses, or of a
 * new one: every strategy that uses the file has it by its name. What is sent stays the same to the last blank.
 *
 * @param newFile the name of a file that could be made beside the strategy; undefined where none can
 */
export function moveTextActions(view: View, selected: Span, newFile?: string): readonly CodeAction[] {
  const found = promptText(view, selected);
  if (found === undefined) return [];
  const used = [...(view.uses ?? [])].flatMap(([path, file]) => {
    const name = freeName([view, file], found.text, 'phrase');
    const edits = found.writes(name);
    const entry = addEntry(file, 'let', entryOf(name, found.text));
    if (entry === undefined || !isHarmless(file.analysis, [entry]) || !isUsable(view, name, found.text, edits))
      return [];
    const changes = { ...editOf(view, edits).changes, ...editOf(file, [entry]).changes };
    return [action(`Move the text to \`${path}\` as \`${name}\``, { changes })];
  });
  return newFile === undefined ? used : [...used, ...toNewFile(view, found, newFile)];
}

interface PromptText {
  readonly text: string;
  /** The edits that put a computed value in its place. */
  readonly writes: (name: string) => readonly Edit[];
}

function promptText(view: View, selected: Span): PromptText | undefined {
  const span = trimmed(view.analysis.text, selected);
  const site = view.analysis.templates.find(
    ({ node, role }) =>
      (role === 'prompt' || role === 'assemble') && node.span.start <= span.start && span.end <= node.span.end,
  );
  if (site === undefined) return undefined;
  const at = span.start === span.end ? placementOf(site.node).toValue(span.start) : undefined;
  const asked = at === undefined ? inValue(site, span) : { start: at, end: at };
  const around = asked && fixedTexts(site).find(({ start, end }) => start <= asked.start && asked.end <= end);
  if (around === undefined) return undefined;
  const { source } = site.parsed;
  const within = at === undefined ? asked : trimmed(source, around);
  if (within === undefined || within.start === within.end) return undefined;
  return {
    text: source.slice(within.start, within.end),
    writes: (name) => writes(site, [within], `{{ ${name} }}`),
  };
}

function toNewFile(view: View, { text, writes: writesOf }: PromptText, file: string): readonly CodeAction[] {
  const use = addUse(view, `./${file}`);
  const name = freeName([view], text, 'phrase');
  const edits = writesOf(name);
  if (use === undefined || !URL.canParse(file, view.uri) || !isUsable(view, name, text, edits)) return [];
  const uri = new URL(file, view.uri).href;
  const indented = entryOf(name, text).replace(/^(?=.)/gm, '  ');
  const start = { line: 0, character: 0 };
  const content = `version: 1\nabout: Texts that the prompts of several strategies share.\n\nlet:\n${indented}\n`;
  return [
    action(`Move the text to the new file \`${file}\` as \`${name}\``, {
      documentChanges: [
        { kind: 'create', uri },
        { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: content }] },
        {
          textDocument: { uri: view.uri, version: view.version },
          edits: inOrder([...edits, use]).map((edit) => textEditOf(view.lines, edit)),
        },
      ],
    }),
  ];
}

function action(title: string, edit: WorkspaceEdit): CodeAction {
  return { title, kind: 'refactor.move', edit };
}

/** A computed value that is a text, in lines as the text has them. */
function entryOf(name: string, text: string): string {
  const literal = `"${text.replace(/[\\"]/g, '\\$&')}"`;
  if (!text.includes('\n')) return `${name}: '${literal.replaceAll("'", "''")}'`;
  return [`${name}: |-`, ...literal.split('\n').map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
}

/** Whether the strategy would have no new error if the value were its own, as it will have it from the other file. */
function isUsable(view: View, name: string, text: string, edits: readonly Edit[]): boolean {
  const own = addEntry(view, 'let', entryOf(name, text));
  return own !== undefined && isHarmless(view.analysis, [...edits, own]);
}
