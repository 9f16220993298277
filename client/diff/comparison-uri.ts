import * as vscode from 'vscode';
import type { Piece } from './pieces.ts';

export const sourceScheme = 'wordmill-source';
export const outputScheme = 'wordmill-output';

/** Which answer of which comparison a document shows. */
export interface ComparedPlace {
  readonly id: string;
  readonly rephrasing: string;
  /** Which of the rephrasing's answers, from 0. */
  readonly nth: number;
  readonly uris: ComparedUris;
}

export interface ComparedUris {
  readonly source: vscode.Uri;
  readonly output: vscode.Uri;
}

/** The two documents of the piece at `index`. Their endings say how they are coloured. */
export function urisOf(
  { id, request }: { readonly id: string; readonly request: { readonly label: string } },
  index: number,
  pieces: readonly Pick<Piece, 'rephrasing'>[],
): ComparedUris {
  const rephrasing = pieces[index]?.rephrasing ?? '';
  const nth = pieces.slice(0, index).filter((one) => one.rephrasing === rephrasing).length;
  return named(request.label, { id, rephrasing, nth });
}

/** What a document of a comparison shows; undefined for other documents. */
export function placeOf(uri: vscode.Uri): ComparedPlace | undefined {
  if (uri.scheme !== sourceScheme && uri.scheme !== outputScheme) return undefined;
  const query = new URLSearchParams(uri.query);
  const id = query.get('id') ?? '';
  const rephrasing = query.get('rephrasing') ?? '';
  const nth = Number(query.get('nth'));
  const other = { path: uri.path, query: uri.query };
  const source = vscode.Uri.from({ scheme: sourceScheme, ...other });
  return { id, rephrasing, nth, uris: { source, output: vscode.Uri.from({ scheme: outputScheme, ...other }) } };
}

function named(label: string, { id, rephrasing, nth }: Omit<ComparedPlace, 'uris'>): ComparedUris {
  const query = new URLSearchParams({ id, rephrasing, nth: String(nth) }).toString();
  const path = `/${label.replaceAll(/[\\/]/g, '-')}`;
  return {
    source: vscode.Uri.from({ scheme: sourceScheme, path, query }),
    output: vscode.Uri.from({ scheme: outputScheme, path, query }),
  };
}
