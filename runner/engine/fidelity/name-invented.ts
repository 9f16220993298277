import { type Finder, inventedFound } from './finding.ts';

export const nameInvented: Finder = ({ output, invented }) => inventedFound(output.text, invented().names, 'name');
