import { batchedModel } from './batched-model.ts';
import { cases } from './cases.ts';
import { chunkSize } from './chunk-size.ts';
import { duplicateKey } from './duplicate-key.ts';
import { duplicateTest } from './duplicate-test.ts';
import { fanOut } from './fan-out.ts';
import { idleDedup } from './idle-dedup.ts';
import { idleJoin } from './idle-join.ts';
import { missingKey } from './missing-key.ts';
import { mixtureShares } from './mixture-shares.ts';
import { outOfRange } from './out-of-range.ts';
import { regex } from './regex.ts';
import { reservedVariable } from './reserved-variable.ts';
import { resultStep } from './result-step.ts';
import { secretValue } from './secret-in-file.ts';
import { servedModel } from './served-model.ts';
import { shares } from './shares.ts';
import { unfitCompression } from './unfit-compression.ts';
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
  fanOut,
  resultStep,
  chunkSize,
  idleJoin,
  mixtureShares,
  idleDedup,
  servedModel,
  duplicateTest,
  unfitCompression,
  batchedModel,
];
