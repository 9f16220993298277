import { measuredOutcome, type MeasureInput } from '../measures/index.ts';
import type { TextSpan } from '../passages/spans.ts';
import { stretchesWithin } from '../passages/stretches.ts';
import { compared } from './comparison.ts';
import { copied } from './copied.ts';
import { dateInvented } from './date-invented.ts';
import { dateLost } from './date-lost.ts';
import type { Finder, Found } from './finding.ts';
import { leakedInstruction } from './leaked-instruction.ts';
import { nameInvented } from './name-invented.ts';
import { nameLost } from './name-lost.ts';
import { numberInvented } from './number-invented.ts';
import { numberLost } from './number-lost.ts';
import { opener } from './opener.ts';
import { quotationChanged } from './quotation-changed.ts';
import { quotationInvented } from './quotation-invented.ts';
import { quotationLost } from './quotation-lost.ts';
import { truncated } from './truncated.ts';
import { urlInvented } from './url-invented.ts';
import { urlLost } from './url-lost.ts';

const finders = {
  'number-invented': numberInvented,
  'number-lost': numberLost,
  'date-invented': dateInvented,
  'date-lost': dateLost,
  'name-invented': nameInvented,
  'name-lost': nameLost,
  'url-invented': urlInvented,
  'url-lost': urlLost,
  'quotation-invented': quotationInvented,
  'quotation-lost': quotationLost,
  'quotation-changed': quotationChanged,
  copied,
  truncated,
  opener,
  'leaked-instruction': leakedInstruction,
} as const satisfies Readonly<Record<string, Finder>>;

export type FindingKind = keyof typeof finders;

/** One thing about an output’s faithfulness to its source, found without a model. */
export interface Finding extends Found {
  readonly kind: FindingKind;
}

export interface FidelityInput extends MeasureInput {
  /** Where the source stands in its document: stretches with an empty line between them. */
  readonly stretches: readonly TextSpan[];
}

/** More say no more than that the output has little to do with its source. */
const mostFindings = 50;

/**
 * What the output has invented, lost or copied, in the order of the output; what is missing there comes last, in the order of the
 * source, and of too many findings it is left out first. Numbers and names are those of the measures, so that a finding never
 * contradicts a gate. Places in the source count in its document.
 */
export function findings(input: FidelityInput): readonly Finding[] {
  const comparison = compared(measuredOutcome(input));
  return Object.entries(finders)
    .flatMap(([kind, find]) =>
      find(comparison).map((found) => ({
        // The table’s keys are its kinds.
        kind: kind as FindingKind,
        ...found,
        source: found.source && inDocument(found.source, input.stretches),
      })),
    )
    .toSorted(byPlace)
    .slice(0, mostFindings);
}

/** Of what lies in several stretches, the longest part. */
function inDocument(place: TextSpan, stretches: readonly TextSpan[]): TextSpan | null {
  const parts = stretchesWithin(stretches, place);
  return parts.toSorted((left, right) => right.end - right.start - (left.end - left.start))[0] ?? null;
}

function byPlace(left: Finding, right: Finding): number {
  if (left.output === null || right.output === null) {
    return Number(left.output === null) - Number(right.output === null) || bySpan(left.source, right.source);
  }
  return bySpan(left.output, right.output);
}

/** The longer first of two that begin together. */
function bySpan(left: TextSpan | null, right: TextSpan | null): number {
  if (left === null || right === null) return 0;
  return left.start - right.start || right.end - left.end;
}
