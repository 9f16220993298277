import { readPattern } from '#language';
import { type Cleaned, cleaned, rejected } from './cleaned.ts';

/** Drops every line in which the pattern is found. */
export function dropLines(text: string, pattern: string): Cleaned {
  const read = readPattern(pattern);
  if (!read.ok) return rejected('drop_lines', read.message);
  const lines = text.split('\n').filter((line) => {
    read.regex.lastIndex = 0;
    return !read.regex.test(line);
  });
  return cleaned(lines.join('\n'));
}
