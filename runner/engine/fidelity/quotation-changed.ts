import { type Finder, quoted } from './finding.ts';

export const quotationChanged: Finder = ({ source, quotations }) =>
  quotations().changed.map((places) => ({
    message: `The source has this quotation in other words: ${quoted(source.text, places.source)}.`,
    ...places,
  }));
