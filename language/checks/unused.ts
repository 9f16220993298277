import type { NameOccurrence } from '../analysis.ts';
import type { Fix, Problem } from '../problem.ts';
import { variableNames } from '../schema/names.ts';
import type { MapNode } from '../syntax/tree.ts';
import { removal } from './duplicate-key.ts';
import { problem } from './problem.ts';
import { reservedName } from './scopes.ts';

/** Models and variables that nothing uses. */
export function unusedNames(
  definitions: readonly NameOccurrence[],
  used: Readonly<Record<'model' | 'variable', ReadonlySet<string>>>,
  fixOf: (definition: NameOccurrence) => readonly Fix[],
): readonly Problem[] {
  return definitions.flatMap((definition) => {
    const { kind, name, span } = definition;
    if (kind === 'rephrasing' || used[kind].has(name) || !couldBeUsed(kind, name)) return [];
    const message =
      kind === 'model' ? `No rephrasing uses the model \`${name}\`.` : `No prompt uses the variable \`${name}\`.`;
    return [problem(kind === 'model' ? 'unused-model' : 'unused-variable', span, message, fixOf(definition))];
  });
}

/** A variable whose name is wrong cannot be used, which is told already. */
function couldBeUsed(kind: NameOccurrence['kind'], name: string): boolean {
  return kind !== 'variable' || (variableNames.regex.test(name) && reservedName(name) === undefined);
}

/** Deletes an entry; of a block that would be empty then, nothing. */
export function deletion(root: MapNode | undefined, { kind, span }: NameOccurrence, text: string): readonly Fix[] {
  const section = root?.pairs.find(({ key }) => key.text === `${kind}s`);
  if (section?.value?.kind !== 'map') return [];
  const pair = section.value.pairs.find(({ key }) => key.span.start <= span.start && span.end <= key.span.end);
  if (pair === undefined) return [];
  return removal(section.value.pairs.length === 1 && kind === 'variable' ? section : pair, text);
}
