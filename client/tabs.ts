import * as vscode from 'vscode';

/** What stands in tabs as text, in all groups. */
export function textTabs(): readonly vscode.Uri[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []));
}

/** The column of the first group with such a tab; undefined where none has one. */
export function columnWith(holds: (input: unknown) => boolean): vscode.ViewColumn | undefined {
  return vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(({ input }) => holds(input)))?.viewColumn;
}

/** The column in which a document of a scheme stands in a tab. */
export function columnOfScheme(scheme: string): vscode.ViewColumn | undefined {
  return columnWith((input) => input instanceof vscode.TabInputText && input.uri.scheme === scheme);
}

/** Opens a document that the extension provides, in a language of its own. @param changed told when it is open: VS Code drops changes before */
export async function openProvided(
  uri: vscode.Uri,
  language: string,
  changed: () => void = () => undefined,
): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  changed();
  if (document.languageId !== language) await vscode.languages.setTextDocumentLanguage(document, language);
  return document;
}

/** Shows a document beside the editor in front, or where its scheme stands already, and leaves the cursor where it is. */
export async function showBeside(document: vscode.TextDocument): Promise<void> {
  const viewColumn = columnOfScheme(document.uri.scheme) ?? vscode.ViewColumn.Beside;
  await vscode.window.showTextDocument(document, { viewColumn, preserveFocus: true, preview: false });
}

/**
 * Gives the focus back to the text in front. A press on the status bar takes it, and a list that is opened from there leaves
 * it there; VS Code asks for lenses only where a text has the focus, and what it shows until then cannot be pressed.
 */
export async function focusEditor(): Promise<void> {
  if (vscode.window.activeTextEditor === undefined) return;
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
}
