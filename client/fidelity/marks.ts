import type { Finding, FindingKind } from '#protocol';

export type MarkSeverity = 'warning' | 'information' | 'hint';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text as an editor shows it. */
export interface ShownText {
  readonly text: string;
  /** Where the text that findings count in begins in it: negative where its beginning is not shown. */
  readonly offset: number;
}

/** A finding at its place in one of two texts, with its place in the other. Spans count in the texts that are shown. */
export interface FidelityMark {
  readonly kind: FindingKind;
  readonly message: string;
  readonly severity: MarkSeverity;
  readonly span: Span;
  readonly related: Span | null;
}

export interface FidelityMarks {
  readonly output: readonly FidelityMark[];
  readonly source: readonly FidelityMark[];
}

/**
 * How much a finding of a kind says. What is invented is wrong wherever it stands. Every summary leaves something out, so that
 * what is lost only informs; names are lost oftenest.
 */
const severities: Readonly<Record<FindingKind, MarkSeverity>> = {
  'number-invented': 'warning',
  'number-lost': 'information',
  'date-invented': 'warning',
  'date-lost': 'information',
  'name-invented': 'warning',
  'name-lost': 'hint',
  'url-invented': 'warning',
  'url-lost': 'hint',
  'quotation-invented': 'warning',
  'quotation-lost': 'hint',
  'quotation-changed': 'warning',
  copied: 'information',
  truncated: 'warning',
  opener: 'warning',
  'leaked-instruction': 'warning',
};

/** What there is to mark in an answer, and what in its source: findings go to the answer where they have a place in it. */
export function fidelityMarks(findings: readonly Finding[], output: ShownText, source: ShownText): FidelityMarks {
  const marks = findings.map(({ kind, message, output: written, source: read }) => {
    const common = { kind, message, severity: severities[kind] };
    return { common, written: shown(written, output), read: shown(read, source) };
  });
  return {
    output: marks.flatMap(({ common, written, read }) =>
      written ? [{ ...common, span: written, related: read }] : [],
    ),
    source: marks.flatMap(({ common, written, read }) =>
      !written && read ? [{ ...common, span: read, related: null }] : [],
    ),
  };
}

/** A span in what is shown; null where it lies outside of that. */
function shown(span: Finding['output'], { text, offset }: ShownText): Span | null {
  if (!span) return null;
  const start = span.start + offset;
  const end = span.end + offset;
  return start < 0 || end > text.length || start >= end ? null : { start, end };
}
