import type { NameOccurrence } from '../analysis.ts';
import type { Fix, Problem } from '../problem.ts';
import { variableNames } from '../schema/names.ts';
import type { MapNode } from '../syntax/tree.ts';
import { removal } from './duplicate-key.ts';
import { problem } from './problem.ts';
import { reservedName } from './scopes.ts';

/** Models, variables and values of `let` that nothing uses. */
export function unusedNames(
  definitions: readonly NameOccurrence[],
  used: Readonly<Record<'model' | 'variable' | 'let', ReadonlySet<string>>>,
  fixOf: (definition: NameOccurrence) => readonly Fix[],
): readonly Problem[] {
  return definitions.flatMap((definition) => {
    const { kind, name, span } = definition;
    if (kind === 'rephrasing' || kind === 'target' || used[kind].has(name) || !couldBeUsed(kind, name)) return [];
    return [
      problem(kind === 'model' ? 'unused-model' : 'unused-variable', span, messages[kind](name), fixOf(definition)),
    ];
  });
}

const messages = {
  model: (name: string) => `No rephrasing uses the model \`${name}\`.`,
  variable: (name: string) => `No prompt uses the variable \`${name}\`.`,
  let: (name: string) => `Nothing uses the computed value \`${name}\`.`,
};

/** A variable or a computed value whose name is wrong cannot be used, which is told already. */
function couldBeUsed(kind: NameOccurrence['kind'], name: string): boolean {
  return kind === 'model' || (variableNames.regex.test(name) && reservedName(name) === undefined);
}

/** Deletes an entry; of a block that would be empty then, nothing. */
export function deletion(root: MapNode | undefined, { kind, span }: NameOccurrence, text: string): readonly Fix[] {
  const section = root?.pairs.find(({ key }) => key.text === (kind === 'let' ? kind : `${kind}s`));
  if (section?.value?.kind !== 'map') return [];
  const pair = section.value.pairs.find(({ key }) => key.span.start <= span.start && span.end <= key.span.end);
  if (pair === undefined) return [];
  return removal(section.value.pairs.length === 1 && kind !== 'model' ? section : pair, text);
}
