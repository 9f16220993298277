import { type Finder, inventedFound } from './finding.ts';

export const numberInvented: Finder = ({ output, invented }) =>
  inventedFound(output.text, invented().numbers, 'number');
