import { problem } from '../checks/problem.ts';
import type { Problem } from '../problem.ts';
import type { UseItem } from './items.ts';
import { seenFrom, type SharedModel, type SharedNames, type SharedValue, type SharedVariable } from './names.ts';
import type { UsedFile, UsedFiles } from './used-file.ts';

/** The names that the used files of a strategy bring into its scope, before its own names hide any of them. */
export interface Imported extends SharedNames {
  /** Of files that cannot be used. */
  readonly problems: readonly Problem[];
  /** Names that two of the files define, each in its own way. */
  readonly clashes: readonly Clash[];
}

export interface Clash {
  readonly item: UseItem;
  readonly name: string;
  readonly kind: 'model' | 'value';
  /** The file that defines it first, and the one that does so again. */
  readonly files: readonly [string, string];
}

/** Puts together what used files define. Of two that define the same name the first counts. */
export function importNames(items: readonly UseItem[], used: UsedFiles): Imported {
  const models = new Map<string, SharedModel>();
  const variables = new Map<string, SharedVariable>();
  const values = new Map<string, SharedValue>();
  const problems: Problem[] = [];
  const clashes: Clash[] = [];
  let whole = true;
  for (const item of items) {
    const file = used(item.path);
    problems.push(...problemsOf(item, file));
    whole &&= file?.kind === 'names' && file.errors === undefined && file.names.whole;
    if (file?.kind !== 'names') continue;
    const names = seenFrom(item.path, file.names);
    const taken = (kind: Clash['kind'], { name, home }: SharedModel | SharedVariable | SharedValue): boolean => {
      const before = kind === 'model' ? models.get(name) : (variables.get(name) ?? values.get(name));
      if (before !== undefined && before.home !== home) clashes.push({ item, name, kind, files: [before.home, home] });
      return before !== undefined;
    };
    for (const [name, model] of names.models) if (!taken('model', model)) models.set(name, model);
    for (const [name, variable] of names.variables) if (!taken('value', variable)) variables.set(name, variable);
    for (const [name, value] of names.values) if (!taken('value', value)) values.set(name, value);
  }
  return { models, variables, values, whole, problems, clashes };
}

/** What a file brings where another file defines these names itself: its own go before them. */
export function withoutHidden<Names extends SharedNames>(
  imported: Names,
  models: ReadonlySet<string>,
  values: ReadonlySet<string>,
): Names {
  const left = <Of>(map: ReadonlyMap<string, Of>, hidden: ReadonlySet<string>): ReadonlyMap<string, Of> =>
    new Map([...map].filter(([name]) => !hidden.has(name)));
  return {
    ...imported,
    models: left(imported.models, models),
    variables: left(imported.variables, values),
    values: left(imported.values, values),
  };
}

function problemsOf({ path, span }: UseItem, file: UsedFile | undefined): readonly Problem[] {
  switch (file?.kind) {
    case 'missing': {
      const message = file.reason === undefined ? `There is no file \`${path}\` beside this strategy.` : undefined;
      return [problem('file-not-found', span, message ?? `\`${path}\` ${file.reason}.`)];
    }
    case 'cycle':
      return [problem('import-cycle', span, cycleInWords(file.way))];
    case 'names': {
      if (file.errors === undefined) return [];
      const { count, line, message } = file.errors;
      const errors = count === 1 ? 'an error' : `${count} errors, the first`;
      return [problem('import-errors', span, `\`${path}\` has ${errors} in line ${line}: ${message}`)];
    }
    case undefined:
      return [];
  }
}

function cycleInWords(way: readonly string[]): string {
  if (way.length === 0) return 'This file uses itself; its own names are in scope without that.';
  const [first, ...others] = [...way.map((path) => `\`${path}\``), 'this file'];
  return `${first} uses ${others.join(', which uses ')}, and files cannot use each other in a circle.`;
}
