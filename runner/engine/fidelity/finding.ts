import type { TextSpan } from '../passages/spans.ts';
import type { Comparison } from './comparison.ts';

/** One thing about the faithfulness of an output, without its kind. */
export interface Found {
  /** One sentence. */
  readonly message: string;
  /** Where it is in the output; null where it is missing there. */
  readonly output: TextSpan | null;
  /** Where it is in the source; null where the source does not have it. */
  readonly source: TextSpan | null;
}

/** Finds everything of one kind, in the order of the text that has it. */
export type Finder = (comparison: Comparison) => readonly Found[];

/** Characters of a quoted text at the most. */
const longestQuoted = 60;

/** Part of a text in quotation marks, on one line and not too long. */
export function quoted(text: string, { start, end }: TextSpan): string {
  const line = text.slice(start, end).replace(/\s+/g, ' ');
  return line.length <= longestQuoted ? `“${line}”` : `“${line.slice(0, longestQuoted).trimEnd()}…”`;
}

export function inventedFound(text: string, spans: readonly TextSpan[], what: string): readonly Found[] {
  return spans.map(({ start, end }) => ({
    message: `The ${what} ${quoted(text, { start, end })} is not in the source.`,
    output: { start, end },
    source: null,
  }));
}

export function lostFound(text: string, spans: readonly TextSpan[], what: string): readonly Found[] {
  return spans.map(({ start, end }) => ({
    message: `The ${what} ${quoted(text, { start, end })} of the source is not in the answer.`,
    output: null,
    source: { start, end },
  }));
}
