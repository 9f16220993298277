import { missingAddresses } from './addresses.ts';
import { type Finder, lostFound } from './finding.ts';

export const urlLost: Finder = ({ source, output }) =>
  lostFound(source.text, missingAddresses(output.text, source.text), 'address');
