import * as vscode from 'vscode';
import { strategyLineIn } from './render.ts';

/** From `line 31` to that line of the strategy. */
export function linksIn(document: vscode.TextDocument, strategy: vscode.Uri | undefined): vscode.DocumentLink[] {
  if (!strategy) return [];
  return Array.from({ length: document.lineCount }, (_, row) => {
    const place = strategyLineIn(document.lineAt(row).text);
    if (!place) return [];
    const range = new vscode.Range(row, place.start, row, place.end);
    return [new vscode.DocumentLink(range, strategy.with({ fragment: `L${place.line}` }))];
  }).flat();
}
