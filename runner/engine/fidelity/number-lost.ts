import { type Finder, lostFound } from './finding.ts';

export const numberLost: Finder = ({ source, lost }) => lostFound(source.text, lost().numbers, 'number');
