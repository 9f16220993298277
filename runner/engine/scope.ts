import { type CompiledExpression, measureTable, type Scope } from '#language';
import { computedNames } from './computed-names.ts';
import type { Json, SeedDocument } from './document.ts';
import { sourceMeasures } from './measures/index.ts';
import { once } from './measures/once.ts';

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
): DocumentScope {
  const measures = sourceMeasures(document.text);
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

/** The texts that a request is about. */
export interface SeenTexts {
  /** A chunk, or all that is rephrased of the document. */
  readonly text: string;
  /** What the chunk was cut from; null where nothing was cut. */
  readonly document: string | null;
  /** What was made of the chunks before; null where they are not carried. */
  readonly previous: string | null;
}

/** What one request is made from: a part of a document, what was drawn for it, and what earlier steps answered. */
export interface Seen {
  readonly scope: DocumentScope;
  /** The whole document’s text, which {@link DocumentScope} has measured already. */
  readonly whole: string;
  readonly texts: SeenTexts;
  readonly variables: Readonly<Record<string, Json>>;
  /** Answers of steps and items of lists, by their names. */
  readonly answers: Readonly<Record<string, Json>>;
}

/** What a prompt can see. `text` and the measures are those of the part; names of `let` are computed of the document. */
export function promptScope({ scope, whole, texts, variables, answers }: Seen): Scope {
  const measures = once(() => sourceMeasures(texts.text));
  return {
    get(name) {
      if (Object.hasOwn(answers, name)) return answers[name];
      if (Object.hasOwn(variables, name)) return variables[name];
      if (name === 'text') return texts.text;
      if (name === 'document' && texts.document !== null) return texts.document;
      if (name === 'previous' && texts.previous !== null) return texts.previous;
      // What was looked up in the set of these names is one of them.
      if (texts.text !== whole && ofSource.has(name))
        return measures()(name as Parameters<ReturnType<typeof measures>>[0]);
      return scope.get(name);
    },
    whyAbsent: (name) => scope.whyAbsent?.(name),
  };
}

/**
 * What a prompt can see, without any text. Names of `let` keep their values, so that the same parts are rendered, and so do
 * answers that are JSON, whose fields it may read.
 */
export function emptyScope(seen: Seen): Scope {
  const { texts, answers } = seen;
  const prompt = promptScope(seen);
  const isEmpty = (name: string): boolean => {
    if (Object.hasOwn(answers, name)) return typeof answers[name] === 'string';
    return (
      name === 'text' ||
      (name === 'document' && texts.document !== null) ||
      (name === 'previous' && texts.previous !== null)
    );
  };
  return {
    get: (name) => (isEmpty(name) ? '' : prompt.get(name)),
    whyAbsent: (name) => prompt.whyAbsent?.(name),
  };
}

/** What `assemble` can see: what the prompt could, and the cleaned output. */
export function assembleScope(seen: Seen, output: string): Scope {
  const prompt = promptScope(seen);
  return {
    get: (name) => (name === 'output' ? output : prompt.get(name)),
    whyAbsent: (name) => prompt.whyAbsent?.(name),
  };
}
