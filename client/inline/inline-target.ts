import * as vscode from 'vscode';
import type { OpenPassage } from '../preview/open-documents.ts';
import { lastLineOfEntry, type Span } from './place.ts';

/** What an inline preview is of, and where it is shown. */
export interface InlineTarget {
  readonly strategy: vscode.Uri;
  readonly rephrasing: string;
  /** The file between whose lines it stands. */
  readonly file: vscode.Uri;
  /** The piece of that file that it is about, as it was at the beginning. */
  readonly span: Span;
  /** In the strategy it is of the chosen document; in a document, of a piece of that. */
  readonly of: 'chosen' | OpenPassage['kind'];
  /** Lines behind the last of which it is shown, where the piece is now. */
  frameAt(document: vscode.TextDocument, span: Span): vscode.Range;
}

/** Below a rephrasing in its strategy. @param line of its name, from 0 */
export function belowRephrasing(strategy: vscode.TextDocument, rephrasing: string, line: number): InlineTarget {
  const name = strategy.offsetAt(new vscode.Position(line, strategy.lineAt(line).firstNonWhitespaceCharacterIndex));
  return {
    strategy: strategy.uri,
    rephrasing,
    file: strategy.uri,
    span: { start: name, end: name },
    of: 'chosen',
    frameAt(document, { start }) {
      const first = document.positionAt(start).line;
      const last = lastLineOfEntry((at) => document.lineAt(at).text, document.lineCount, first);
      return new vscode.Range(last, 0, last, 0);
    },
  };
}

/** Below a selection or a row, or at the top of a document. */
export function insideDocument(
  strategy: vscode.Uri,
  rephrasing: string,
  { uri, kind, span }: OpenPassage,
): InlineTarget {
  return {
    strategy,
    rephrasing,
    file: uri,
    span,
    of: kind,
    frameAt(document, { end }) {
      const line = kind === 'whole' ? 0 : document.positionAt(end).line;
      return new vscode.Range(line, 0, line, 0);
    },
  };
}

/** Whether a newer preview takes the place of an older one: the same rephrasing at the same place. */
export function takesPlaceOf(newer: InlineTarget, older: InlineTarget, olderSpan: Span): boolean {
  return (
    newer.file.toString() === older.file.toString() &&
    newer.strategy.toString() === older.strategy.toString() &&
    newer.rephrasing === older.rephrasing &&
    newer.of === older.of &&
    (newer.of === 'chosen' || newer.of === 'whole' || newer.span.end === olderSpan.end)
  );
}
