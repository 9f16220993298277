import type { TestSpec } from '../filters/filter.ts';
import { comparisonTests } from './comparison.ts';
import { numberAndTextTests } from './number-and-text.ts';
import { valueTests } from './value.ts';

/** Every test by its name, for `is`, `select` and their like. To add one, add an entry. */
export const testTable: Readonly<Record<string, TestSpec>> = {
  ...valueTests,
  ...numberAndTextTests,
  ...comparisonTests,
};

export function testNamed(name: string): TestSpec | undefined {
  return Object.hasOwn(testTable, name) ? testTable[name] : undefined;
}
