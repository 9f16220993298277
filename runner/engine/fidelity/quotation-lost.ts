import type { TextSpan } from '../passages/spans.ts';
import { compareQuotations } from './compare-quotations.ts';
import { type Finder, lostFound } from './finding.ts';

/** A quotation of which the output has so many of the words is shortened, or told in other ones. */
const keptWords = 0.5;

/** Quotations of which next to nothing is in the output; one that is nearly there is told as changed. */
export const quotationLost: Finder = ({ source, output }) => {
  const present = new Set(output.words());
  const words = source.words();
  const places = source.places();
  const isLost = ({ start, end }: TextSpan): boolean => {
    const own = words.filter((_, index) => isWithin(places[index], start, end));
    return own.filter((word) => present.has(word)).length < own.length * keptWords;
  };
  const missing = compareQuotations({ source: output, output: source }).invented;
  return lostFound(source.text, missing.filter(isLost), 'quotation');
};

function isWithin(place: TextSpan | undefined, start: number, end: number): boolean {
  return place !== undefined && start <= place.start && place.end <= end;
}
