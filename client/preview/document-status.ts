import * as vscode from 'vscode';
import type { InlinePreviews } from '../inline/inline-previews.ts';
import { languageId } from '../language-client.ts';
import type { DocumentChoice } from './document-choice.ts';
import { previewScheme } from './preview-editor.ts';

/** Which document previews are of, while a strategy or a preview is in front. */
export function registerDocumentStatus(choice: DocumentChoice, inline: InlinePreviews): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('wordmill.document', vscode.StatusBarAlignment.Right, 100.2);
  item.name = 'Wordmill Document';
  item.command = 'wordmill.chooseDocument';
  const show = (): void => {
    item.text = `$(file-text) ${choice.label.replaceAll('$(', '$ (')}`;
    item.tooltip = `Previews are of ${choice.label}. Choose another document.`;
    item.accessibilityInformation = { label: item.tooltip };
    const document = vscode.window.activeTextEditor?.document;
    const wanted =
      document?.languageId === languageId ||
      document?.uri.scheme === previewScheme ||
      (document !== undefined && inline.in(document.uri).length > 0);
    if (wanted) item.show();
    else item.hide();
  };
  show();
  return vscode.Disposable.from(
    item,
    choice.onDidChange(show),
    inline.onDidChange(show),
    vscode.window.onDidChangeActiveTextEditor(show),
  );
}
