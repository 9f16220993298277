import { matchesOf } from '../measures/runs.ts';
import { sharedRuns } from '../measures/shared-runs.ts';
import { type Finder, quoted } from './finding.ts';
import { readQuotations } from './read-quotations.ts';
import { stretchOfWords } from './stretch-of-words.ts';

/** The measure counts from 8 words on; what is worth a look is longer. */
const shortestCopy = 13;

/** What is quoted has to be as it was. */
export const copied: Finder = ({ source, output }) => {
  const runs = sharedRuns(matchesOf(source.runs(), output.ids()), shortestCopy);
  const quotations = runs.length === 0 ? [] : readQuotations(output);
  return runs
    .filter(({ start, end }) => !quotations.some(({ words }) => words.start <= start && end <= words.end))
    .map(({ start, end, from }) => {
      const place = stretchOfWords(output, start, end);
      return {
        message: `${end - start} words in a row are copied from the source: ${quoted(output.text, place)}.`,
        output: place,
        source: stretchOfWords(source, from, from + end - start),
      };
    });
};
