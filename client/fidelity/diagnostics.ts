import * as vscode from 'vscode';
import type { Finding } from '#protocol';
import { type FidelityMark, fidelityMarks, type MarkSeverity, type ShownText, type Span } from './marks.ts';
import { placesIn } from './places.ts';

/** A text in an editor, or one that an editor can open. */
export interface ShownDocument extends ShownText {
  readonly uri: vscode.Uri;
}

export interface FidelityDiagnostics {
  readonly output: readonly vscode.Diagnostic[];
  readonly source: readonly vscode.Diagnostic[];
}

const severities: Readonly<Record<MarkSeverity, vscode.DiagnosticSeverity>> = {
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** What an answer has invented, changed, lost or copied, as diagnostics of the document that shows it and of its source. */
export function fidelityDiagnostics(
  findings: readonly Finding[],
  output: ShownDocument,
  source: ShownDocument,
): FidelityDiagnostics {
  const marks = fidelityMarks(findings, output, source);
  const inOutput = rangesIn(output);
  const inSource = rangesIn(source);
  return {
    output: marks.output.map((mark) => {
      const related = mark.related && new vscode.Location(source.uri, inSource(mark.related));
      return diagnostic(mark, inOutput(mark.span), related && [related, 'In the source']);
    }),
    source: marks.source.map((mark) => {
      const whole = new vscode.Location(output.uri, new vscode.Position(0, 0));
      return diagnostic(mark, inSource(mark.span), [whole, 'The rephrasing']);
    }),
  };
}

function diagnostic(
  { kind, message, severity }: FidelityMark,
  range: vscode.Range,
  related: readonly [vscode.Location, string] | null,
): vscode.Diagnostic {
  const made = new vscode.Diagnostic(range, message, severities[severity]);
  made.source = 'wordmill fidelity';
  made.code = kind;
  if (related) made.relatedInformation = [new vscode.DiagnosticRelatedInformation(...related)];
  return made;
}

function rangesIn({ text }: ShownText): (span: Span) => vscode.Range {
  const place = placesIn(text);
  return ({ start, end }) => {
    const from = place(start);
    const to = place(end);
    return new vscode.Range(from.line, from.character, to.line, to.character);
  };
}
