import { preambleEnd } from '../opening-talk.ts';
import type { MeasuredOutcome } from './measure.ts';

export function preamble({ output }: MeasuredOutcome): boolean {
  return preambleEnd(output.text) > 0;
}
