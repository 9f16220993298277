import { measureTable, type Scope } from '#language';
import type { Json, SeedDocument } from './document.ts';
import { sourceMeasures } from './measures/index.ts';

/** Names of the measures that can be taken of a document alone. */
const ofSource: ReadonlySet<string> = new Set(
  Object.entries(measureTable)
    .filter(([, { ofSource: yes }]) => yes)
    .map(([name]) => name),
);

/** What an expression about a seed document can see: `doc`, `text`, and the measures of the text. */
export function documentScope(document: SeedDocument): Scope {
  const measures = sourceMeasures(document.text);
  return {
    get(name) {
      if (name === 'doc') return document.fields;
      if (name === 'text') return document.text;
      return ofSource.has(name) ? measures(name as Parameters<typeof measures>[0]) : undefined;
    },
  };
}

/** What a prompt can see: the document and the values that were drawn. `text` may be put in place of the document's own. */
export function promptScope(
  document: SeedDocument,
  variables: Readonly<Record<string, Json>>,
  text = document.text,
): Scope {
  const outer = documentScope(document);
  return {
    get: (name) => (name === 'text' ? text : Object.hasOwn(variables, name) ? variables[name] : outer.get(name)),
  };
}

/** What `assemble` can see: the document, the variables and the cleaned output. */
export function assembleScope(
  document: SeedDocument,
  variables: Readonly<Record<string, Json>>,
  output: string,
): Scope {
  const outer = promptScope(document, variables);
  return { get: (name) => (name === 'output' ? output : outer.get(name)) };
}
