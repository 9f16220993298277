import { type NameUse, parseExpression, parseTemplate, type Strategy } from '#language';

const languageMeasures: ReadonlySet<string> = new Set(['language', 'language_score']);

/**
 * Whether some template or expression of the strategy asks for the language of a text, so that whoever plans it has to
 * bring an identifier along. Everything that is written there is looked at, whatever key it stands under.
 */
export function needsLanguage({ let: computations, seeds, rephrasings, tests }: Strategy): boolean {
  return Object.values(computations).some(expressionNeeds) || [seeds, rephrasings, tests].some(partNeeds);
}

/** Keys of expressions that stand for themselves, without the line where they are written. */
const expressionKeys: ReadonlySet<string> = new Set(['expression', 'atMost']);

function partNeeds(part: unknown): boolean {
  if (typeof part === 'string') return templateNeeds(part);
  if (part === null || typeof part !== 'object') return false;
  return Object.entries(part).some(([key, value]) =>
    typeof value === 'string' && expressionKeys.has(key) ? expressionNeeds(value) : partNeeds(value),
  );
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
