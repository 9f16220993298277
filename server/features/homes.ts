import type { Pair, ReferenceKind } from '#language';
import { entriesOf, entryOf } from './entries.ts';
import type { View } from './view.ts';

/** The file that defines a name, and where. */
export interface Home {
  readonly view: View;
  readonly entry: Pair;
}

/** Where a name is defined that a file can use: in itself, or in one of the files that it uses. */
export function homeOf(view: View, kind: ReferenceKind, name: string): Home | undefined {
  const entry = entryOf(view, kind, name);
  if (entry !== undefined) return { view, entry };
  if (!broughtNames(view, kind).includes(name)) return undefined;
  for (const { path } of view.analysis.uses) {
    const used = view.uses?.get(path);
    const home = used && homeOf(used, kind, name);
    if (home !== undefined) return home;
  }
  return undefined;
}

/** Every name of a kind that a file can use, its own first. */
export function namesOf(view: View, kind: ReferenceKind): readonly string[] {
  return [...entriesOf(view, kind).map(({ key }) => key.text), ...broughtNames(view, kind)];
}

/** The path of the file that brings a name into scope; undefined where the file itself defines it. */
export function pathOfHome({ analysis }: View, kind: ReferenceKind, name: string): string | undefined {
  const { models, variables, values } = analysis.checked.imported;
  switch (kind) {
    case 'model':
      return models.get(name)?.home;
    case 'variable':
      return variables.get(name)?.home;
    case 'let':
      return values.get(name)?.home;
    default:
      return undefined;
  }
}

function broughtNames({ analysis }: View, kind: ReferenceKind): readonly string[] {
  const { models, variables, values } = analysis.checked.imported;
  switch (kind) {
    case 'model':
      return [...models.keys()];
    case 'variable':
      return [...variables.keys()];
    case 'let':
      return [...values.keys()];
    default:
      return [];
  }
}
