import { extname } from 'node:path';
import type { Fields } from './fields.ts';
import { type Made, valueAt } from './fields.ts';
import { readHtml } from './html.ts';
import { headingOf, readMarkdown } from './markdown.ts';
import { decodeHtml, decodeText } from './decode.ts';
import type { ReaderOptions } from './row.ts';

/** The document that a .txt, .md or .html file is. Its fields are `text`, `path`, `title` and those of its front matter. */
export async function documentOfFile(name: string, bytes: Uint8Array, options: ReaderOptions): Promise<Made> {
  const text = isHtml(name) ? decodeHtml(bytes) : decodeText(bytes);
  if (text === undefined) {
    return { kind: 'bad', bad: { file: name, row: 0, line: null, message: `${name} is not valid UTF-8.` } };
  }
  return documentOfText(name, text, options);
}

/** The same of text that is decoded already, as the editor's buffer is. */
export async function documentOfText(name: string, content: string, options: ReaderOptions): Promise<Made> {
  const fields = await fieldsOf(name, content);
  const id = options.idField === null ? undefined : valueAt(fields, options.idField);
  const named = typeof id === 'string' || typeof id === 'number';
  return {
    kind: 'document',
    document: { id: named ? String(id) : name, text: fields.text, fields, file: name, row: 0 },
  };
}

type DocumentFields = Fields & { readonly text: string };

async function fieldsOf(name: string, content: string): Promise<DocumentFields> {
  if (isHtml(name)) {
    const { text, title } = await readHtml(content);
    return { ...(title !== null && { title }), text, path: name };
  }
  if (!isMarkdown(name)) return { text: content, path: name };
  const { text, fields } = readMarkdown(content);
  const title = fields['title'] ?? headingOf(text);
  return { ...fields, ...(title !== undefined && { title }), text, path: name };
}

function isHtml(name: string): boolean {
  return ['.html', '.htm'].includes(extname(name).toLowerCase());
}

function isMarkdown(name: string): boolean {
  return extname(name).toLowerCase() === '.md';
}
