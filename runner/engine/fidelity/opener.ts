import { opensWithRefusal, preambleEnd } from '../opening-talk.ts';
import { trimmed } from '../passages/spans.ts';
import { sentencesOf } from '../text/sentences.ts';
import { type Finder, quoted } from './finding.ts';

/** What the measures `preamble` and `refusal` see. */
export const opener: Finder = ({ output: { text } }) => {
  const end = preambleEnd(text);
  const isRefusal = opensWithRefusal(text);
  if (end === 0 && !isRefusal) return [];
  const place = trimmed(text, isRefusal ? (sentencesOf(text)[0] ?? { start: 0, end: text.length }) : { start: 0, end });
  const message = isRefusal
    ? `The answer refuses: ${quoted(text, place)}.`
    : `The answer opens with talk about itself, which the cleaning step \`opener\` takes away: ${quoted(text, place)}.`;
  return [{ message, output: place, source: null }];
};
