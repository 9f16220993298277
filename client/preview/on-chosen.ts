import type { PreviewedDocument } from '#protocol';
import { Refusal } from '../refusal.ts';
import { chooseDocument, type DocumentChoice, type ResolvedChoice } from './document-choice.ts';

/**
 * Previews the chosen document. Behind the last document of the sample it begins again, for all surfaces at once.
 * @throws Refusal where there is no such document.
 */
export async function onChosen(
  choice: DocumentChoice,
  start: (document: ResolvedChoice) => Promise<PreviewedDocument | null>,
): Promise<PreviewedDocument> {
  const asked = choice.choice;
  const resolved = await choice.resolve();
  const previewed = await start(resolved);
  if (previewed) return previewed;
  if (asked.kind !== 'sample')
    throw new Refusal(`${resolved.label} is not there any more; choose another document.`, [chooseDocument]);
  if (asked.index === 0) {
    throw new Refusal(
      '`seeds.keep` lets no document through, so the sample is empty; loosen it or check `seeds.from`.',
      [chooseDocument],
    );
  }
  await choice.beginSampleAgain(asked);
  return onChosen(choice, start);
}
