import { type NameUse, parseExpression, parseTemplate, type Strategy } from '#language';

const languageMeasures: ReadonlySet<string> = new Set(['language', 'language_score']);

/**
 * Whether some template or expression of the strategy asks for the language of a text, so that whoever plans it has to
 * bring an identifier along. Everything that is written in the strategy is looked at, whatever key it stands under.
 */
export function needsLanguage({ let: computations, seeds, rephrasings }: Strategy): boolean {
  return Object.values(computations).some(expressionNeeds) || partNeeds(seeds) || partNeeds(rephrasings);
}

function partNeeds(part: unknown): boolean {
  if (typeof part === 'string')
    return part.includes('language') || part.includes('source') ? templateNeeds(part) : false;
  if (part === null || typeof part !== 'object') return false;
  if ('expression' in part && typeof part.expression === 'string') return expressionNeeds(part.expression);
  return Object.values(part).some(partNeeds);
}

function templateNeeds(source: string): boolean {
  return parseTemplate(source).names.some(isLanguage);
}

function expressionNeeds(source: string): boolean {
  return parseExpression(source).names.some(isLanguage);
}

/** A use of `source` whose field is computed may be of any field. */
function isLanguage({ name, path: [field] }: NameUse): boolean {
  return languageMeasures.has(name) || (name === 'source' && (field === undefined || languageMeasures.has(field)));
}
