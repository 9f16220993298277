import { truncated as isTruncated } from '../measures/truncated.ts';
import { type Finder, quoted } from './finding.ts';

export const truncated: Finder = (comparison) => {
  if (!isTruncated(comparison)) return [];
  const { output } = comparison;
  const { text } = output;
  const place = { start: output.places().at(-1)?.start ?? 0, end: text.trimEnd().length };
  const message = `The answer was cut off at ${quoted(text, place)}, because it reached \`max_tokens\`.`;
  return [{ message, output: place, source: null }];
};
