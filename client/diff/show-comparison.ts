import * as vscode from 'vscode';
import { languageId } from '../language-client.ts';
import { columnWith, openProvided } from '../tabs.ts';
import { type ComparedPlace, outputScheme, placeOf, urisOf } from './comparison-uri.ts';
import type { Comparison } from './comparisons.ts';
import { piecesOf } from './pieces.ts';

/** A language of plain text whose long lines are wrapped, because paragraphs of the web stand in one. */
const plainText = 'wordmill-text';

/** Opens an answer beside its source, or brings it to the front. */
export async function showComparison(
  comparison: Comparison,
  { rephrasing, nth }: { readonly rephrasing: string; readonly nth: number },
): Promise<void> {
  const pieces = piecesOf(comparison);
  const places = pieces.flatMap((piece, index) => (piece.rephrasing === rephrasing ? [index] : []));
  const index = places[nth] ?? places[0] ?? 0;
  const uris = urisOf(comparison, index, pieces);
  const language = languageOf(comparison);
  for (const uri of [uris.source, uris.output]) {
    await openProvided(uri, language);
  }
  const title = `${comparison.request.label} ↔ ${pieces[index]?.title ?? rephrasing}`;
  // The strategy stays in sight; what stands in front of a comparison is replaced by the next.
  const besideStrategy = vscode.window.activeTextEditor?.document.languageId === languageId;
  const viewColumn = columnOfComparison() ?? (besideStrategy ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active);
  await vscode.commands.executeCommand('vscode.diff', uris.source, uris.output, title, { viewColumn, preview: true });
}

/** Which comparison stands in front. */
export function placeInFront(): ComparedPlace | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff ? placeOf(input.modified) : undefined;
}

function columnOfComparison(): vscode.ViewColumn | undefined {
  return columnWith((input) => input instanceof vscode.TabInputTextDiff && input.modified.scheme === outputScheme);
}

function languageOf({ request, rendered, state }: Comparison): string {
  const { document } = request;
  const finished = state.end?.kind === 'finished' ? state.end.document.file : undefined;
  const path = document.kind === 'sample' ? (rendered?.file ?? finished ?? '') : document.path;
  return /\.md$/i.test(path) ? 'markdown' : plainText;
}
