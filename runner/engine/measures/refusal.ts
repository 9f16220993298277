import { opensWithRefusal } from '../opening-talk.ts';
import type { MeasuredOutcome } from './measure.ts';

export function refusal({ output }: MeasuredOutcome): boolean {
  return opensWithRefusal(output.text);
}
