import type { Problem, Severity } from '#language';
import type { Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import { rangeOf } from './range.ts';
import type { Reference, View } from './view.ts';

const severities = { error: 1, warning: 2, information: 3 } as const satisfies Record<Severity, DiagnosticSeverity>;

/** Tag 1 of the protocol: editors show the place faded instead of underlined. */
const unnecessary = 1 satisfies DiagnosticTag;

/** The problems of a strategy as the editor shows them, in the order of the file. */
export function diagnostics(view: View): readonly Diagnostic[] {
  return view.analysis.problems.map((problem) => diagnosticOf(view, problem));
}

function pageOf(code: Problem['code'], { problems, evidence }: Reference): string {
  return code.startsWith('evidence-') ? evidence : problems;
}

export function diagnosticOf({ lines, reference }: View, { code, severity, span, message }: Problem): Diagnostic {
  return {
    range: rangeOf(lines, span),
    severity: severities[severity],
    code,
    source: 'wordmill',
    message,
    ...(reference === undefined ? {} : { codeDescription: { href: `${pageOf(code, reference)}#${code}` } }),
    ...(code.startsWith('unused-') ? { tags: [unnecessary] } : {}),
  };
}
