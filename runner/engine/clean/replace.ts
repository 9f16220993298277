import { readPattern } from '#language';
import { type Cleaned, cleaned, rejected } from './cleaned.ts';

/** Puts `replacement` where the pattern is found, everywhere; `$1` and `$<name>` stand for its groups. */
export function replace(text: string, pattern: string, replacement: string): Cleaned {
  const read = readPattern(pattern);
  return read.ok ? cleaned(text.replace(read.regex, replacement)) : rejected('replace', read.message);
}
