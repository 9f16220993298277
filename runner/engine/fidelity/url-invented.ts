import { missingAddresses } from './addresses.ts';
import { type Finder, inventedFound } from './finding.ts';

export const urlInvented: Finder = ({ source, output }) =>
  inventedFound(output.text, missingAddresses(source.text, output.text), 'address');
