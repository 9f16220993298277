/** One pure function per feature of the language server: a version of a strategy in, the protocol's values out. */
import { codeActions } from './code-actions.ts';
import { complete } from './completion/complete.ts';
import { definition } from './definition.ts';
import { diagnostics } from './diagnostics.ts';
import { folding } from './folding.ts';
import { formatting } from './formatting.ts';
import { highlights } from './highlights.ts';
import { hover } from './hover.ts';
import { links } from './links.ts';
import { references } from './references.ts';
import { rename, renameRange } from './rename.ts';
import { rephrasings } from './rephrasings.ts';
import { symbols } from './symbols.ts';

/** Every feature. To add one, add its file, its line here, and its line in `server/requests.ts`. */
export const features = {
  codeActions,
  complete,
  definition,
  diagnostics,
  folding,
  formatting,
  highlights,
  hover,
  links,
  references,
  rename,
  renameRange,
  rephrasings,
  symbols,
};

export type Features = typeof features;
export type { Surroundings } from './completion/complete.ts';
export type { FolderEntry } from './completion/paths.ts';
export type { Renamed } from './rename.ts';
export type { RephrasingPlace } from './rephrasings.ts';
export type { View } from './view.ts';
