import { type Finder, inventedFound } from './finding.ts';

export const quotationInvented: Finder = ({ output, quotations }) =>
  inventedFound(output.text, quotations().invented, 'quotation');
