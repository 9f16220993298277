import { type Finder, lostFound } from './finding.ts';

export const nameLost: Finder = ({ source, lost }) => lostFound(source.text, lost().names, 'name');
