import { typeOf, type ValueType } from '../template/index.ts';
import type { SharedNames } from '../use/names.ts';
import type { Facts, Site } from './facts.ts';
import { type ComputedValue, documentNames } from './scopes.ts';

/**
 * The values of `let` with the types that their expressions give. One that has no expression (yet), or needs itself, may
 * be anything. Of two with the same name the first counts. They may need values of used files.
 */
export function computedValues(
  facts: readonly Pick<Facts, 'names' | 'section' | 'computing'>[],
  used: SharedNames['values'] = new Map(),
): readonly ComputedValue[] {
  // Chunks of other sections define none.
  const names = facts
    .filter(({ section }) => section === undefined || section === 'let')
    .flatMap((found) => found.names.filter(({ kind, definition }) => kind === 'let' && definition));
  const expressions = new Map<string, Expression>();
  for (const site of facts.flatMap(({ computing }) => computing)) {
    if (site.kind !== 'expression' || site.computes === undefined || expressions.has(site.computes)) continue;
    expressions.set(site.computes, site.parsed);
  }
  const types = typesOf(expressions, used);
  return [...new Set(names.map(({ name }) => name))].map((name) => ({
    name,
    expression: expressions.get(name)?.source ?? '',
    type: types(name) ?? { kind: 'any' },
    needs: [...namesBelow(name, expressions, used)],
  }));
}

type Expression = (Site & { readonly kind: 'expression' })['parsed'];

function typesOf(
  expressions: ReadonlyMap<string, Expression>,
  used: SharedNames['values'],
): (name: string) => ValueType | undefined {
  const known = new Map<string, ValueType>();
  const typeOfName = (name: string): ValueType | undefined => {
    const parsed = expressions.get(name);
    if (parsed === undefined) return used.get(name)?.type ?? documentNames.get(name)?.type;
    const before = known.get(name);
    if (before !== undefined) return before;
    // What comes round to itself finds this.
    known.set(name, { kind: 'any' });
    const type: ValueType = parsed.issues.length > 0 ? { kind: 'any' } : typeOf(parsed.expression, typeOfName);
    known.set(name, type);
    return type;
  };
  return typeOfName;
}

/** Every name that an expression needs, itself or through others. */
function namesBelow(
  name: string,
  expressions: ReadonlyMap<string, Expression>,
  used: SharedNames['values'],
): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const use of expressions.get(next)?.names ?? []) {
      if (found.has(use.name)) continue;
      found.add(use.name);
      open.push(use.name);
      // A value of a used file needs what it needs there: the names that it goes through mean nothing here.
      if (!expressions.has(use.name)) for (const need of used.get(use.name)?.needs ?? []) found.add(need);
    }
  }
  return found;
}
