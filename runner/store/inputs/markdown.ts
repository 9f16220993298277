import { parse } from 'yaml';
import type { Json } from '#engine';
import { type Fields, isFields } from './fields.ts';

/** A Markdown page without its front matter, and what that said. */
export interface MarkdownPage {
  readonly text: string;
  readonly fields: Fields;
}

const frontMatter = /^---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/;

/**
 * Takes YAML front matter off a page: it is about the text and not part of it, so its keys become fields of the document.
 * A page that only begins with a ruled line, or whose front matter is not a YAML mapping, is left as it is.
 */
export function readMarkdown(page: string): MarkdownPage {
  const match = frontMatter.exec(page);
  const fields = match === null ? undefined : mappingOf(match[1] ?? '');
  if (match === null || fields === undefined) return { text: page, fields: {} };
  const text = page.slice(match[0].length).replace(/^(?:[ \t]*\r?\n)+/, '');
  return { text, fields };
}

/** The first heading of a page, as its title. */
export function headingOf(text: string): string | undefined {
  return /^#[ \t]+(.+?)[ \t#]*$/m.exec(text)?.[1];
}

function mappingOf(yaml: string): Fields | undefined {
  try {
    // Dates and whatever else YAML knows become what JSON has for them.
    const value: unknown = JSON.parse(JSON.stringify(parse(yaml, { logLevel: 'error' })) ?? 'null');
    return isFields(value) ? (value satisfies Readonly<Record<string, Json>>) : undefined;
  } catch {
    // Not YAML, so not front matter.
    return undefined;
  }
}
