/** One pure function per feature of the language server: a version of a strategy in, the protocol's values out. */
import { codeActionKinds, codeActions } from './code-actions/code-actions.ts';
import { codeLenses } from './code-lenses.ts';
import { complete } from './completion/complete.ts';
import { definition } from './definition.ts';
import { diagnosticReport } from './diagnostic-report.ts';
import { diagnostics } from './diagnostics.ts';
import { folding } from './folding.ts';
import { formatting } from './formatting.ts';
import { highlights } from './highlights.ts';
import { hover } from './hover.ts';
import { indentation } from './indentation.ts';
import { inlayHints } from './inlay-hints.ts';
import { linkedRanges } from './linked-ranges.ts';
import { links } from './links.ts';
import { references } from './references.ts';
import { rename, renameRange } from './rename.ts';
import { rephrasings } from './rephrasings.ts';
import { selectionRanges } from './selection-ranges.ts';
import { semanticTokens, tokenLegend } from './semantic-tokens.ts';
import { signatureHelp } from './signature-help.ts';
import { symbols } from './symbols.ts';
import { tokenEdits } from './token-edits.ts';
import { workspaceSymbols } from './workspace-symbols.ts';

/** Every feature. To add one, add its file, its line here, and its line in `server/requests.ts`. */
export const features = {
  codeActions,
  codeLenses,
  complete,
  definition,
  diagnosticReport,
  diagnostics,
  folding,
  formatting,
  highlights,
  hover,
  indentation,
  inlayHints,
  linkedRanges,
  links,
  references,
  rename,
  renameRange,
  rephrasings,
  selectionRanges,
  semanticTokens,
  signatureHelp,
  symbols,
  tokenEdits,
  workspaceSymbols,
};

export type Features = typeof features;
export { codeActionKinds, tokenLegend };
export type { Surroundings } from './completion/complete.ts';
export type { FolderEntry } from './completion/paths.ts';
export type { Sample } from './sample.ts';
export type { Renamed } from './rename.ts';
export type { RephrasingPlace } from './rephrasings.ts';
export type { Reference, View } from './view.ts';
