import { type Finder, inventedFound } from './finding.ts';

export const dateInvented: Finder = ({ output, invented }) => inventedFound(output.text, invented().dates, 'date');
