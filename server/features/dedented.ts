import type { Span } from '#language';

/** A stretch of the file as it stands, without the indentation that its first line has. */
export function dedented(text: string, { start, end }: Span): string {
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1);
  const [first = '', ...rest] = text.slice(start, end).split(/\r?\n/);
  const strip = new RegExp(`^ {0,${indent}}`);
  return [first, ...rest.map((line) => line.replace(strip, ''))].join('\n');
}
