import { cases } from './cases.ts';
import { duplicateKey } from './duplicate-key.ts';
import { missingKey } from './missing-key.ts';
import { outOfRange } from './out-of-range.ts';
import { regex } from './regex.ts';
import { reservedVariable } from './reserved-variable.ts';
import { secretValue } from './secret-in-file.ts';
import { shares } from './shares.ts';
import { unknownKey } from './unknown-key.ts';
import { unknownValue } from './unknown-value.ts';
import { unsupportedVersion } from './unsupported-version.ts';
import type { Check } from './visit.ts';
import { weights } from './weights.ts';
import { wrongType } from './wrong-type.ts';

/** The checks that need nothing but the place itself. Those that need the whole file are called by `analyse`. */
export const checks: readonly Check[] = [
  unknownKey,
  missingKey,
  duplicateKey,
  wrongType,
  unknownValue,
  outOfRange,
  unsupportedVersion,
  weights,
  shares,
  cases,
  reservedVariable,
  secretValue,
  regex,
];
