import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { DocumentTest } from './test-tree.ts';

/** Brings the items below a strategy to what its tests are now; items that stay keep their last results. */
export function updateItems(
  controller: vscode.TestController,
  file: vscode.TestItem,
  tests: readonly DocumentTest[],
): void {
  const { uri } = file;
  const below = tests.map((test) => {
    const item = itemOf(controller, file.children, test.id, basename(test.document), uri);
    item.description = test.expect.join(' · ');
    item.range = lineRange(test.line);
    item.sortText = sortText(test.place);
    const pieces = test.pieces.map(({ id, rephrasing, line }, place) => {
      const piece = itemOf(controller, item.children, id, rephrasing, uri);
      piece.range = lineRange(line);
      piece.sortText = sortText(place);
      return piece;
    });
    item.children.replace(pieces);
    return item;
  });
  file.children.replace(below);
}

/** @param line from 1 */
export function lineRange(line: number): vscode.Range {
  return new vscode.Range(line - 1, 0, line - 1, 0);
}

function itemOf(
  controller: vscode.TestController,
  among: vscode.TestItemCollection,
  id: string,
  label: string,
  uri: vscode.Uri | undefined,
): vscode.TestItem {
  const known = among.get(id);
  if (known === undefined) return controller.createTestItem(id, label, uri);
  known.label = label;
  return known;
}

/** In the order of the file, not of the alphabet. */
function sortText(place: number): string {
  return String(place).padStart(6, '0');
}
