import type { VariableValue } from '../strategy.ts';
import { canonicalJson } from './canonical-json.ts';

/** What a record is, whoever makes it, wherever, however often: the same identity draws the same everything. */
export interface Identity {
  readonly file: string;
  readonly row: number;
  readonly rephrasing: string;
  /** Values of the variables that `each` names. */
  readonly each: Readonly<Record<string, VariableValue>>;
  readonly rollout: number;
  /** Number of the chunk; null where the document stays whole, and for what is made of all its chunks. */
  readonly chunk: number | null;
  /** Of every list that steps have gone through, which item; empty where there is none, and for what is made of all items. */
  readonly item: readonly number[];
}

/** The identity as one line of text: the key of the journal, and what every draw hangs on. */
export function identityKey(identity: Identity): string {
  const { file, row, rephrasing, each, rollout, chunk, item } = identity;
  // As canonicalJson would write an array of them, which is asked for several times a piece.
  const whole = `${JSON.stringify(file)},${row},${JSON.stringify(rephrasing)},${canonicalJson(each)},${rollout}`;
  return chunk === null && item.length === 0 ? `[${whole}]` : `[${whole},${chunk},[${item.join(',')}]]`;
}
