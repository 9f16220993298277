import type { NameOccurrence } from '../analysis.ts';
import { closest } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { didYouMean, problem, replacements } from './problem.ts';

/** References to models, rephrasings and variables that are not defined. A kind in `broken` is passed over: its block cannot be read. */
export function unknownReferences(
  names: readonly NameOccurrence[],
  broken: ReadonlySet<NameOccurrence['kind']>,
): readonly Problem[] {
  const definedNames = (kind: NameOccurrence['kind']): readonly string[] =>
    names.filter((name) => name.definition && name.kind === kind).map(({ name }) => name);
  const defined = {
    model: definedNames('model'),
    variable: definedNames('variable'),
    rephrasing: definedNames('rephrasing'),
    let: definedNames('let'),
    target: definedNames('target'),
  };
  const known = {
    model: new Set(defined.model),
    variable: new Set(defined.variable),
    rephrasing: new Set(defined.rephrasing),
    let: new Set(defined.let),
    target: new Set(defined.target),
  };
  return names.flatMap(({ kind, name, span, definition }) => {
    if (definition || broken.has(kind) || known[kind].has(name)) return [];
    const near = closest(name, defined[kind]);
    const offered = near.length > 0 || defined[kind].length > 3 ? near : defined[kind];
    const code = codes[kind];
    return [problem(code, span, `No ${kind} is called \`${name}\`${didYouMean(near)}`, replacements(span, offered))];
  });
}

const codes = {
  model: 'unknown-model',
  variable: 'unknown-variable',
  rephrasing: 'unknown-rephrasing',
  let: 'unknown-variable',
  target: 'unknown-value',
} as const;
