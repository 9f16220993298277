import type { LanguageIdentifier } from '#engine';

/** For tests that are about something else: every text is English. */
export const alwaysEnglish: LanguageIdentifier = () => ({ language: 'en', score: 1 });
