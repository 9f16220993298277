import { isConversational } from '#language';
import type { TextSet } from './text-set.ts';

/**
 * Share, by estimated tokens, of the texts that are a talk: by their style (`question-answer`, `dialogue`, `conversation`,
 * `faq`, `interview`), or because at least half of their lines are turns. BeyondWeb (arXiv 2508.10975) finds 2.7 to 3.7 % in
 * natural pages, and no further gain above 20 %.
 */
export function conversationalShare({ texts }: TextSet): number {
  let all = 0;
  let talks = 0;
  for (const { text, style, tokens } of texts) {
    all += tokens;
    if ((style !== null && isConversational(style)) || isTalk(text)) talks += tokens;
  }
  return all === 0 ? 0 : talks / all;
}

/** A label in front of a colon: “Q:”, “**Question 2:**”, “Dr. Brown:”. */
const label =
  /^[\s>*_#-]{0,8}(?:\d{1,3}[.)]\s?)?[*_]{0,2}(\p{L}[\p{L}\p{M}\p{N} .'’-]{0,30}?)[\s*_]{0,3}[:：][*_]{0,2}(?:\s|$)/u;

const known =
  /^(?:q|a|question|answer|user|assistant|human|ai|bot|system|interviewer|interviewee|host|guest|student|teacher|tutor|expert|speaker|person)(?: ?[\da-z])?$/i;

function isTalk(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const labels = lines.flatMap(
    (line) =>
      label
        .exec(line)?.[1]
        ?.replace(/\s*\d+$/, '')
        .toLowerCase() ?? [],
  );
  const counts = new Map<string, number>();
  for (const one of labels) counts.set(one, (counts.get(one) ?? 0) + 1);
  const turns = labels.filter((one) => known.test(one) || (counts.get(one) ?? 0) > 1);
  // “Time: 20 minutes” is a line of a recipe: a talk has two sides, and one of them comes again or is known.
  return new Set(turns).size > 1 && turns.length >= lines.length / 2;
}
