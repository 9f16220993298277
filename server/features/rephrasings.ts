import { entriesOf, textAt, valueAt } from './entries.ts';
import type { View } from './view.ts';

/** A rephrasing of the open strategy, for lenses and pickers. */
export interface RephrasingPlace {
  readonly name: string;
  /** Line of its name, from 1. */
  readonly line: number;
  readonly about: string | null;
  /** Name of its model; null where neither it nor the defaults say one. */
  readonly model: string | null;
}

/** The rephrasings of a strategy in its order, also while it has errors. Answers `wordmill/rephrasings`. */
export function rephrasings(view: View): readonly RephrasingPlace[] {
  const usual = textAt(valueAt(view.analysis.tree.root, 'defaults'), 'model');
  return entriesOf(view, 'rephrasing').map(({ key, value }) => ({
    name: key.text,
    line: view.lines.positionOf(key.span.start).line + 1,
    about: textAt(value, 'about') ?? null,
    model: textAt(value, 'model') ?? usual ?? null,
  }));
}
