import type { PreviewedDocument, PreviewedRephrasing } from '#protocol';

/** What a rephrasing took, of a record; empty where that is not known. */
export function tokensOf(record: Readonly<Record<string, unknown>>): string {
  const { input_tokens: read, output_tokens: written, model } = record;
  if (typeof read !== 'number' || typeof written !== 'number') return '';
  return `${whole(written)} tokens written, ${whole(read)} read${typeof model === 'string' ? `, by ${model}` : ''}`;
}

/** Measures with their values, in one line. */
export function measuresOf(measures: unknown): string {
  if (typeof measures !== 'object' || measures === null) return '';
  return Object.entries(measures)
    .map(([name, value]) => `${name} ${number(value)}`)
    .join(' · ');
}

/** What keeps a text from being kept, with the gate where the message does not name it. */
export interface Verdict {
  readonly message: string;
  readonly gate: string | null;
  /** In the strategy, from 1. */
  readonly line: number | null;
}

export function verdictOf({ reject }: PreviewedRephrasing): Verdict {
  const message = reject?.message ?? 'No answer came.';
  // Most messages name their gate themselves.
  const gate = reject?.gate && !message.includes(reject.gate) ? reject.gate : null;
  return { message, gate, line: reject?.line ?? null };
}

/** The text that came out: of the record, else as the gates saw it, else as the model wrote it. Empty where none came. */
export function outputOf({ record, reject, raw }: PreviewedRephrasing): string {
  const text = record ? record['text'] : (reject?.text ?? raw);
  return typeof text === 'string' ? text.trimEnd() : '';
}

export function withoutResult({ withoutPassage = [] }: PreviewedDocument): string {
  return withoutPassage.length > 0
    ? 'The document is too short: it has no passage for this.'
    : 'None of the chosen rephrasings is for this document: their `when` says no.';
}

function number(value: unknown): string {
  if (typeof value !== 'number') return typeof value === 'string' ? value : JSON.stringify(value);
  return Number.isInteger(value) ? whole(value) : String(Number(value.toPrecision(3)));
}

function whole(value: number): string {
  return value.toLocaleString('en-US');
}
