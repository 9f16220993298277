import type { NameOccurrence } from '../analysis.ts';
import { closest } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { didYouMean, problem, replacements } from './problem.ts';

/** References to models and variables that are not defined. A kind in `broken` is passed over: its block cannot be read. */
export function unknownReferences(
  names: readonly NameOccurrence[],
  broken: ReadonlySet<NameOccurrence['kind']>,
): readonly Problem[] {
  return names.flatMap(({ kind, name, span, definition }) => {
    if (definition || broken.has(kind)) return [];
    const defined = names.filter((other) => other.definition && other.kind === kind).map((other) => other.name);
    if (defined.includes(name)) return [];
    const near = closest(name, defined);
    const offered = near.length > 0 || defined.length > 3 ? near : defined;
    const code = kind === 'variable' ? 'unknown-variable' : 'unknown-model';
    return [problem(code, span, `No ${kind} is called \`${name}\`${didYouMean(near)}`, replacements(span, offered))];
  });
}
