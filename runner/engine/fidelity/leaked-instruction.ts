import { leaksOf } from '../measures/leakage.ts';
import { type Finder, quoted } from './finding.ts';
import { stretchOfWords } from './stretch-of-words.ts';

/** Shorter runs are shared by chance; the measure’s documentation says so too. */
const shortestLeak = 8;

export const leakedInstruction: Finder = (comparison) =>
  leaksOf(comparison, shortestLeak).map(({ start, end }) => {
    const place = stretchOfWords(comparison.output, start, end);
    const message = `${end - start} words in a row are those of the instructions: ${quoted(comparison.output.text, place)}.`;
    return { message, output: place, source: null };
  });
