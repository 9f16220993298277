/** A document for a preview: what the reader of the run would be given. */
export interface PreviewText {
  /** For people. */
  readonly label: string;
  /** Says how the text is read: by its ending. */
  readonly path: string;
  readonly text: string;
}

/** What is known of an open document. Lines count from 0. */
export interface OpenDocument {
  readonly path: string;
  readonly text: string;
  /** The selected text; empty where nothing is selected. */
  readonly selection: string;
  readonly cursorLine: number;
}

const readable = /\.(?:txt|md|html?|jsonl)$/i;

/** Whether a file of this name is a document that a strategy can read. */
export function isDocumentPath(path: string): boolean {
  return readable.test(path);
}

/** Whether each row of a file of this name is a document. */
export function hasRows(path: string): boolean {
  return /\.(?:jsonl(?:\.(?:gz|zst))?|parquet)$/i.test(path);
}

/**
 * The document that a person means: what is selected, the row of a .jsonl file where the cursor stands, or the whole
 * file. Null where that is empty.
 */
export function previewText({ path, text, selection, cursorLine }: OpenDocument): PreviewText | null {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  const rows = /\.jsonl$/i.test(path);
  if (selection.trim() !== '') {
    // A selection in a row is a piece of JSON, so it is read as plain text.
    return { label: `${name}, selection`, path: rows || !isDocumentPath(path) ? `${path}.txt` : path, text: selection };
  }
  if (!rows)
    return text.trim() === '' ? null : { label: name, path: isDocumentPath(path) ? path : `${path}.txt`, text };
  const row = text.split('\n')[cursorLine] ?? '';
  // Every draw hangs on the row's number. Empty lines are passed over and counted, so they put the row at its place.
  return row.trim() === ''
    ? null
    : { label: `${name}, row ${cursorLine + 1}`, path, text: '\n'.repeat(cursorLine) + row };
}
