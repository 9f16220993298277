import * as vscode from 'vscode';

/** What there is to see of a rephrasing besides its preview. */
export function furtherLenses(range: vscode.Range, target: readonly object[]): readonly vscode.CodeLens[] {
  const lens = (title: string, command: string): vscode.CodeLens =>
    new vscode.CodeLens(range, { title, command, arguments: [...target] });
  return [lens('Diff', 'wordmill.showDiff'), lens('Prompt', 'wordmill.showPrompt')];
}
