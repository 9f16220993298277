import { type Finder, lostFound } from './finding.ts';

export const dateLost: Finder = ({ source, lost }) => lostFound(source.text, lost().dates, 'date');
