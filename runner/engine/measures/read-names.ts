import { readingsOf, runsOf } from './name-runs.ts';
import { type NameSupport, nameSupport } from './name-support.ts';
import { nameTokens } from './name-tokens.ts';
import { once } from './once.ts';
import { monthsInNumbers } from './read-dates.ts';

/** A name that a text states. */
export interface NameClaim {
  readonly written: string;
  /** Where the text has it first. */
  readonly start: number;
  readonly end: number;
  /** What it may be, as folded words, the likeliest first. */
  readonly readings: readonly (readonly string[])[];
}

/** The names of a text. */
export interface Names {
  /** By their first reading. */
  readonly claimed: ReadonlyMap<string, NameClaim>;
  /** Whether the text can be said to have a name. */
  readonly supports: () => NameSupport;
  /** Months that the text has in numbers alone: `2021-05-03` is in May. */
  readonly months: () => ReadonlySet<string>;
}

/**
 * Reads the names of a text: runs of words with capital letters and what joins them (“of”, “van”). Takes time linear in
 * the length.
 *
 * - A capital letter at the beginning of a sentence, in a heading or in a bold label says nothing, so what stands only there
 *   claims nothing, but it supports a claim of the other text. So do words in small letters.
 * - “Marie Curie’s”, “marie curie” and “Marie Curie” are one name; accents and titles (“Dr.”, “President”) are not looked at.
 * - “Curie” alone supports “Marie Curie” and the other way round, so do “WHO” and “World Health Organization”, “Europe” and
 *   “European”, “May” and “2021-05-03”.
 * - A name may be put together of whole names and other words of the text (“Polish physicist Marie Curie”), but not of parts of
 *   names: of “John Smith” and “Mary Jones” no “John Jones” is made.
 */
export function readNames(text: string): Names {
  const tokens = nameTokens(text);
  const small = new Set<string>();
  for (const { capital, folded } of tokens) if (!capital) for (const word of folded) small.add(word);
  const runs = runsOf(text, tokens);
  const claims = new Map<string, NameClaim>();
  for (const run of runs) {
    const readings = readingsOf(run, small);
    const [likeliest] = readings;
    const [from, to] = [likeliest?.[0], likeliest?.at(-1)];
    if (from === undefined || to === undefined) continue;
    const { start } = from;
    const bare = text.slice(start, to.end).replace(/['’]s?$/, '');
    const folded = readings.map((reading) => reading.flatMap((token) => token.folded));
    const key = folded[0]?.join(' ') ?? '';
    if (claims.has(key)) continue;
    claims.set(key, { written: bare.replace(/\s+/g, ' '), start, end: start + bare.length, readings: folded });
  }
  return {
    claimed: withoutParts(claims),
    supports: once(() => nameSupport(tokens, runs)),
    months: once(() => monthsInNumbers(text)),
  };
}

/** “Curie” is no further name where the text has “Marie Curie” as well. */
function withoutParts(claims: ReadonlyMap<string, NameClaim>): ReadonlyMap<string, NameClaim> {
  const parts = new Set<string>();
  for (const { readings } of claims.values()) {
    const [words = []] = readings;
    if (words.length > 1) for (const word of words) parts.add(word);
  }
  return new Map([...claims].filter(([key]) => !parts.has(key)));
}

/** The names of `claims` that the text `by` cannot be said to have. */
export function missingNames(by: Names, claims: Names): readonly NameClaim[] {
  const missing = [...claims.claimed.values()].filter(
    ({ readings }) => !readings.some((reading) => by.supports()(reading)),
  );
  return missing.filter(({ readings }) => !readings.some((reading) => by.months().has(reading.join(' '))));
}

/** The first five, as they are written. */
export function listNames(claims: readonly NameClaim[]): string {
  const shown = claims.slice(0, 5).map(({ written }) => written);
  return `${shown.join(', ')}${claims.length > shown.length ? ', …' : ''}`;
}
