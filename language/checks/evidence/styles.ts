import type { Span } from '../../span.ts';

/** What a style is, by the words of its label. Labels are people's own, so that this can only be a guess. */
const words = (list: string): RegExp => new RegExp(`(?<![a-z])(?:${list})(?![a-z])`, 'i');

const conversation = words(
  'qa|q&a|q ?a|faqs?|chats?|conversations?|conversational|dialog(?:ue)?s?|questions?|interviews?|debates?|forums?|tutor(?:ing|ial)?|discussions?',
);
const lists = words(
  'qa|q&a|q ?a|faqs?|questions?|quiz(?:zes)?|mcqs?|multiple.choice|lists?|tables?|tabular|bullets?|outlines?|glossar(?:y|ies)|flash.?cards?|facts|key.?points?|code',
);
const summaries = words('summar(?:y|ies|i[sz]e|i[sz]ed|i[sz]ing|i[sz]ation)|tl;?dr|abstracts?');

export const conversational = (style: string): boolean => conversation.test(style);
export const listLike = (style: string): boolean => lists.test(style);
export const summary = (text: string): boolean => summaries.test(text);

/** Measures whose usual thresholds are those of running prose. */
export const proseMeasures: ReadonlySet<string> = new Set(['readability', 'duplicate_lines']);

/** Where a prompt asks for a continuation, in the fixed texts of its source; a prompt that forbids one is none. */
export function continuation(source: string, texts: readonly Span[]): Span | undefined {
  for (const match of source.matchAll(/\bcontinu(?:e|es|ation)\b/gi)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const before = source.slice(Math.max(0, span.start - 24), span.start);
    if (/\b(?:not|never|without|n[’']t|instead of)\b[^.!?]*$/i.test(before)) continue;
    if (texts.some(({ start, end }) => start <= span.start && span.end <= end)) return span;
  }
  return undefined;
}
