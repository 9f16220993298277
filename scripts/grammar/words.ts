import { allKeys, type MapSpec, type ReferenceKind, type Spec } from '#language';

/** What the grammar has to know of the language's table. */
export interface GrammarWords {
  /** Every key, wherever it may stand. */
  readonly keys: readonly string[];
  /** Keys whose values are templates. */
  readonly templateKeys: readonly string[];
  /** Keys whose values are expressions, or lists of them. */
  readonly expressionKeys: readonly string[];
  /** Keys whose values are names of steps. */
  readonly stepKeys: readonly string[];
  /** Words that stand behind keys of the two kinds above where the keys mean something else. */
  readonly choices: readonly string[];
  /** What may stand behind the digits of a number. */
  readonly units: readonly string[];
  /** Top-level keys whose entries are names that the user chooses. */
  readonly sections: readonly Section[];
}

interface Section {
  readonly key: string;
  readonly defines: ReferenceKind;
  /** What stands behind a name: keys, an expression, or other values. */
  readonly holds: 'keys' | 'expression' | 'values';
}

/** Reads the table. */
export function grammarWords(root: MapSpec): GrammarWords {
  const keys = new Set<string>();
  const templateKeys = new Set<string>();
  const expressionKeys = new Set<string>();
  const stepKeys = new Set<string>();
  const units = new Set<string>();
  const choicesOf = new Map<string, readonly string[]>();
  const visit = (spec: Spec): void => {
    if (spec.kind === 'map') {
      for (const key of allKeys(spec)) {
        keys.add(key.key);
        if (holds(key.spec, 'template')) templateKeys.add(key.key);
        if (holds(key.spec, 'expression')) expressionKeys.add(key.key);
        if (key.spec.kind === 'string' && key.spec.ofStep !== undefined) stepKeys.add(key.key);
        if (key.spec.kind === 'enum') {
          const values = key.spec.values.map(({ value }) => String(value));
          choicesOf.set(key.key, [...(choicesOf.get(key.key) ?? []), ...values]);
        }
        visit(key.spec);
      }
    } else {
      if (spec.kind === 'number') for (const unit of Object.keys(spec.suffixes ?? {})) units.add(unit);
      for (const part of parts(spec)) visit(part);
    }
  };
  visit(root);
  const sections = allKeys(root).flatMap(({ key, spec }) =>
    spec.kind === 'entries' ? [{ key, defines: spec.defines, holds: held(spec.of) }] : [],
  );
  return {
    keys: longestFirst(keys),
    templateKeys: longestFirst(templateKeys),
    expressionKeys: longestFirst(expressionKeys),
    stepKeys: longestFirst(stepKeys),
    choices: longestFirst(new Set([...expressionKeys, ...stepKeys].flatMap((key) => choicesOf.get(key) ?? []))),
    units: longestFirst(units),
    sections,
  };
}

function held({ kind }: Spec): Section['holds'] {
  if (kind === 'map') return 'keys';
  return kind === 'expression' ? 'expression' : 'values';
}

/** Whether a value of the kind may stand right behind the key, or as an item of the list that stands there. */
function holds(spec: Spec, kind: 'template' | 'expression'): boolean {
  return (
    spec.kind === kind ||
    (spec.kind !== 'map' && spec.kind !== 'entries' && parts(spec).some((part) => holds(part, kind)))
  );
}

function parts(spec: Spec): readonly Spec[] {
  switch (spec.kind) {
    case 'list':
    case 'one-or-list':
    case 'or-not-published':
    case 'entries':
      return [spec.of];
    case 'by-shape':
      return [spec.scalar, spec.list, spec.map].filter((part) => part !== undefined);
    default:
      return [];
  }
}

/** In an alternation of a regular expression a word must not stand behind one that it begins with. */
function longestFirst(words: ReadonlySet<string>): readonly string[] {
  return [...words].toSorted((left, right) => right.length - left.length || (left < right ? -1 : 1));
}
