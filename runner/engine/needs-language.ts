import type { NameUse } from '#language';
import { namesUsed, type Written } from './names-used.ts';

const languageMeasures: ReadonlySet<string> = new Set(['language', 'language_score']);

/**
 * Whether some template or expression of the strategy asks for the language of a text, so that whoever plans it has to
 * bring an identifier along.
 */
export function needsLanguage(strategy: Written): boolean {
  for (const use of namesUsed(strategy)) if (isLanguage(use)) return true;
  return false;
}

/** A use of `source` whose field is computed may be of any field. */
function isLanguage({ name, path: [field] }: NameUse): boolean {
  return languageMeasures.has(name) || (name === 'source' && (field === undefined || languageMeasures.has(field)));
}
