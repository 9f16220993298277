import { type Features, tokenLegend } from '#features';
import type { Connection, InlayHintParams, SelectionRangeParams, ServerCapabilities } from 'vscode-languageserver';
import type { Answering } from './answer.ts';

/** What the requests of this file and of `token-requests.ts` answer. */
export const furtherCapabilities: ServerCapabilities = {
  signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: [')'] },
  selectionRangeProvider: true,
  inlayHintProvider: { resolveProvider: false },
  linkedEditingRangeProvider: true,
  documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n' },
  semanticTokensProvider: { legend: tokenLegend, full: { delta: true }, range: true },
};

/** Requests that help with reading and writing one strategy. */
export function answerFurtherRequests(connection: Connection, features: Features, { answer, at }: Answering): void {
  connection.onSignatureHelp(at('signature help', (view, offset) => features.signatureHelp(view, offset)));
  connection.onSelectionRanges(
    answer('selection ranges', (view, { positions }: SelectionRangeParams) =>
      positions.map((position) => features.selectionRanges(view, view.lines.offsetOf(position))),
    ),
  );
  connection.onDocumentOnTypeFormatting(at('indentation', (view, offset) => [...features.indentation(view, offset)]));
  connection.languages.inlayHint.on(
    answer('inlay hints', (view, { range }: InlayHintParams) => [...features.inlayHints(view, range)]),
  );
  connection.languages.onLinkedEditingRange(at('linked ranges', (view, offset) => features.linkedRanges(view, offset)));
}
