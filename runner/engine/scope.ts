import { type CompiledExpression, measureTable, type Scope } from '#language';
import { computedNames } from './computed-names.ts';
import type { Json, SeedDocument } from './document.ts';
import { type LanguageIdentifier, sourceMeasures } from './measures/index.ts';

/** Names of the measures that can be taken of a document alone. */
const ofSource: ReadonlySet<string> = new Set(
  Object.entries(measureTable)
    .filter(([, { ofSource: yes }]) => yes)
    .map(([name]) => name),
);

/** What an expression about a seed document can see. Measures are taken and names of `let` computed once. */
export interface DocumentScope extends Scope {
  /** The names of `let` alone, for gates, where the other names mean the output. */
  readonly computed: Scope;
}

/** `doc`, `text`, the measures of the text, and the names of `let`. */
export function documentScope(
  document: SeedDocument,
  computations: ReadonlyMap<string, CompiledExpression>,
  identifyLanguage: LanguageIdentifier,
): DocumentScope {
  const measures = sourceMeasures(document.text, identifyLanguage);
  const scope: DocumentScope = {
    computed: computedNames(computations, (name) => scope.get(name)),
    get(name) {
      if (name === 'doc') return document.fields;
      if (name === 'text') return document.text;
      // What was looked up in the set of these names is one of them.
      return ofSource.has(name) ? measures(name as Parameters<typeof measures>[0]) : scope.computed.get(name);
    },
    whyAbsent: (name) => scope.computed.whyAbsent?.(name),
  };
  return scope;
}

/** A document as expressions see it, and what was drawn for one piece of work. */
interface Seen {
  readonly scope: DocumentScope;
  readonly variables: Readonly<Record<string, Json>>;
}

/** What a prompt can see: the document and the values that were drawn. */
export function promptScope({ scope, variables }: Seen): Scope {
  return {
    get: (name) => (Object.hasOwn(variables, name) ? variables[name] : scope.get(name)),
    whyAbsent: (name) => scope.whyAbsent?.(name),
  };
}

/** What a prompt can see, with an empty text. Names of `let` keep their values, so that the same parts are rendered. */
export function emptyScope(seen: Seen): Scope {
  return withName(promptScope(seen), 'text', '');
}

/** What `assemble` can see: the document, the variables and the cleaned output. */
export function assembleScope(seen: Seen, output: string): Scope {
  return withName(promptScope(seen), 'output', output);
}

function withName(outer: Scope, named: string, value: string): Scope {
  return {
    get: (name) => (name === named ? value : outer.get(name)),
    whyAbsent: (name) => outer.whyAbsent?.(name),
  };
}
