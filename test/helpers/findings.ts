import { type Finding, findings } from '#engine';
import { alwaysEnglish } from './identify-language.ts';

export interface ComparedTexts {
  readonly source: string;
  readonly output: string;
  readonly prompt?: string;
  readonly finishReason?: string;
}

/** The findings of an output of a document that stays whole. */
export function findingsOf({ source, output, prompt = '', finishReason = 'stop' }: ComparedTexts): readonly Finding[] {
  const stretches = [{ start: 0, end: source.length }];
  return findings({ source, output, prompt, finishReason, stretches, identifyLanguage: alwaysEnglish });
}
