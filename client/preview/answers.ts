import type { PreviewedDocument } from '#protocol';
import { heading, titlesOf } from './render.ts';

/** Where in a rendered preview each result's answer begins, as findings count it; null where it is not shown as it is. */
export function answersIn(text: string, { results }: PreviewedDocument): readonly (number | null)[] {
  const titles = titlesOf(results.map(({ rephrasing }) => rephrasing));
  let from = 0;
  return results.map(({ cleaned }, index) => {
    const title = `\n${heading}${titles[index]} · `;
    const at = text.indexOf(title, from);
    if (at < 0 || cleaned === null || cleaned.trim() === '') return null;
    from = at + 1;
    // A record may have more than the answer: what `assemble` puts around it.
    const next = text.indexOf(`\n${heading}`, from);
    const answer = text.indexOf(cleaned.trimEnd(), from + title.length - 1);
    return answer < 0 || (next >= 0 && answer > next) ? null : answer;
  });
}
