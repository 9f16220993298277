/**
 * Says in which language a text most probably is: its ISO 639 code, and the probability, 0 to 1. It is given one line of
 * at most {@link longestIdentified} characters.
 */
export type LanguageIdentifier = (line: string) => IdentifiedLanguage;

export interface IdentifiedLanguage {
  readonly language: string;
  readonly score: number;
}

/** What `language` says where it cannot be told. */
const unknown = 'unknown';

/** Below it the most probable language is more probably another one. */
const leastProbability = 0.5;

/** Identifiers need no more than this, in UTF-16 units, and some read no further than the first line. */
export const longestIdentified = 1_000;

/** The language of a text, `unknown` where it has no letters or where no language is more probable than all others together. */
export function identifiedLanguage(text: string, identify: LanguageIdentifier): IdentifiedLanguage {
  const line = beginning(text);
  if (!/\p{L}/u.test(line)) return { language: unknown, score: 0 };
  const { language, score } = identify(line);
  return { language: score < leastProbability ? unknown : language, score: Math.min(1, Math.max(0, score)) };
}

/** The text's beginning as one line, cut behind a word where it has words of usual lengths. */
function beginning(text: string): string {
  const line = text
    .slice(0, 2 * longestIdentified)
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= longestIdentified) return line;
  const cut = line.slice(0, longestIdentified).replace(/[\uD800-\uDBFF]$/, '');
  const space = cut.lastIndexOf(' ');
  return space > longestIdentified / 2 ? cut.slice(0, space) : cut;
}
