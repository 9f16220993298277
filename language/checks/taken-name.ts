import type { NameOccurrence } from '../analysis.ts';
import type { Problem } from '../problem.ts';
import { nouns } from '../schema/spec.ts';
import { problem } from './problem.ts';

/** Values of `let` that are called like a variable: a template could not tell which one is meant. */
export function takenNames(names: readonly NameOccurrence[]): readonly Problem[] {
  const definitions = names.filter(({ definition }) => definition);
  const variables = new Set(definitions.filter(({ kind }) => kind === 'variable').map(({ name }) => name));
  return definitions
    .filter(({ kind, name }) => kind === 'let' && variables.has(name))
    .map(({ name, span }) =>
      problem('duplicate-key', span, `A ${nouns.let} cannot be called \`${name}\`, which is a variable already.`),
    );
}
