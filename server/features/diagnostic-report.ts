import type { Diagnostic } from 'vscode-languageserver-types';
import { diagnostics } from './diagnostics.ts';
import type { View } from './view.ts';

/** The answer to a client that asks for diagnostics: all of them, or that they are those that it has. */
export type DiagnosticReport =
  | { readonly kind: 'full'; readonly resultId: string; readonly items: Diagnostic[] }
  | { readonly kind: 'unchanged'; readonly resultId: string };

/** `known` is the `resultId` of the answer that the client has; the same problems at the same places have the same one. */
export function diagnosticReport(view: View, known?: string): DiagnosticReport {
  const items = [...diagnostics(view)];
  const resultId = fingerprint(JSON.stringify(items));
  return resultId === known ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
}

/** FNV-1a over the code units, twice with different beginnings and factors: 64 bits, so that two lists never meet by chance. */
function fingerprint(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x5bd1e995);
  }
  const hex = (part: number): string => (part >>> 0).toString(16).padStart(8, '0');
  return `${text.length.toString(16)}-${hex(high)}${hex(low)}`;
}
