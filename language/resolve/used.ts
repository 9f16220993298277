import { reservedName } from '../checks/scopes.ts';
import type { Model, Rephrasing, Variable } from '../strategy.ts';
import { parseExpression } from '../template/index.ts';
import type { SharedNames, SharedValue } from '../use/names.ts';

/** What a strategy takes from the files that it uses. */
export interface Used {
  /** What they define, without what the strategy defines itself. */
  readonly imported: SharedNames;
  /** The variables and computed values that the strategy's templates, expressions and `each` name. */
  readonly needed: ReadonlySet<string>;
  /** The variables and computed values that the strategy defines itself. */
  readonly own: ReadonlySet<string>;
}

/** Every model of the used files: which of them are asked is known when the rephrasings are. */
export function allModels({ imported }: Used): Readonly<Record<string, Model>> {
  return Object.fromEntries(
    Array.from(imported.models.values()).flatMap(({ name, model }) => (model === undefined ? [] : [[name, model]])),
  );
}

/** The models of used files that a rephrasing asks. */
export function usedModels(used: Used, rephrasings: readonly Rephrasing[]): Readonly<Record<string, Model>> {
  const asked = new Set(rephrasings.flatMap(({ steps }) => steps.map(({ model }) => model)));
  return Object.fromEntries(Object.entries(allModels(used)).filter(([name]) => asked.has(name)));
}

export function usedVariables({ imported, needed }: Used): Readonly<Record<string, Variable>> {
  return Object.fromEntries(
    Array.from(imported.variables.values()).flatMap(({ name, variable }) =>
      needed.has(name) ? [[name, variable]] : [],
    ),
  );
}

/**
 * The values of `let` that are needed, and those that they need in turn. A name means in an expression what it means in
 * the file of the expression: a value that another of its name hides here gets a name of its own.
 */
export function usedLet({ imported, needed, own }: Used): Readonly<Record<string, string>> {
  const names = new Map<string, string>();
  const found = new Map<string, string>();
  const taken = new Set([...own, ...imported.variables.keys(), ...imported.values.keys()]);
  const place = (value: SharedValue): string => {
    const key = JSON.stringify([value.home, value.name]);
    const known = names.get(key);
    if (known !== undefined) return known;
    const visible = imported.values.get(value.name)?.home === value.home;
    const name = visible ? value.name : freeName(value.name, taken);
    names.set(key, name);
    taken.add(name);
    found.set(name, renamed(value, place));
    return name;
  };
  for (const name of needed) {
    const value = imported.values.get(name);
    if (value !== undefined) place(value);
  }
  return Object.fromEntries(found);
}

/** The expression with the names that stand for other values here. */
function renamed({ expression, means }: SharedValue, nameOf: (value: SharedValue) => string): string {
  let text = expression;
  const uses = parseExpression(expression).names.toSorted((a, b) => b.span.start - a.span.start);
  for (const { name, span } of uses) {
    const meant = means(name);
    if (meant !== undefined) text = text.slice(0, span.start) + nameOf(meant) + text.slice(span.end);
  }
  return text;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) {
    const free = `${name}_${number}`;
    if (!taken.has(free) && reservedName(free) === undefined) return free;
  }
}
