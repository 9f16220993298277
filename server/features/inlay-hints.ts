import type { InlayHint, Range } from 'vscode-languageserver-types';
import { type Hint, shareHints } from './inlay-hints/shares.ts';
import { defaultHints } from './inlay-hints/defaults.ts';
import { tokenHints } from './inlay-hints/tokens.ts';
import { spanOf } from './range.ts';
import type { View } from './view.ts';

/**
 * What a strategy says without writing it: shares that follow from weights, tokens of the fixed text of prompts, and the
 * model and the sampling that a rephrasing gets from elsewhere. Nothing of it is ever part of the text.
 */
export function inlayHints(view: View, range: Range): readonly InlayHint[] {
  const within = spanOf(view.lines, range);
  const found: readonly Hint[] = [...shareHints(view), ...defaultHints(view), ...tokenHints(view, within)];
  return found
    .filter(({ at }) => within.start <= at && at <= within.end)
    .toSorted((left, right) => left.at - right.at)
    .map(({ at, label, tooltip }) => ({
      position: view.lines.positionOf(at),
      label,
      tooltip: { kind: 'markdown', value: tooltip },
      paddingLeft: true,
    }));
}
