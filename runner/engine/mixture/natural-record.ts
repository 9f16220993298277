import type { SeedDocument } from '../document.ts';
import { shortHash } from '../hash.ts';
import type { Plan } from '../plan.ts';
import type { RephrasingRecord } from '../record.ts';

/** A natural document as a row of the mixture: the columns of a rephrasing, with nothing in those that no model has filled. */
export interface NaturalRecord extends Omit<RephrasingRecord, 'rephrasing'> {
  readonly rephrasing: null;
  /** How often the pool has come round, from 1. Rows of `data/` have no such key; as a column it is null there. */
  readonly epoch: number;
}

/** What is written of a natural document. */
export type NaturalDocument = Pick<SeedDocument, 'id' | 'text' | 'file' | 'row'>;

/** The style of natural documents. */
export const naturalStyle = 'natural';

/** @param created the time that the row says; the same whenever it is written again */
export function naturalRecord(plan: Plan, document: NaturalDocument, epoch: number, created: string): NaturalRecord {
  const { strategy, hash } = plan;
  return {
    id: shortHash(`${strategy.name}\n${document.file}\n${document.row}\n${naturalStyle}\n${epoch}`),
    text: document.text,
    rephrasing: null,
    style: naturalStyle,
    source_id: document.id,
    source_file: document.file,
    source_row: document.row,
    chunk: null,
    variables: {},
    model: '',
    prompt_hash: '',
    strategy: strategy.name,
    strategy_hash: hash,
    seed: strategy.seed,
    input_tokens: null,
    output_tokens: null,
    finish_reason: '',
    measures: {},
    created,
    epoch,
  };
}
