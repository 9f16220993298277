import type { CompiledExpression, Evaluated, Scope } from '#language';

/**
 * The names of `let` over one document, and no others. Each is computed when it is first asked for, and once. One that
 * cannot be computed does not exist, and says why.
 *
 * @param outer what the expressions can see, these names among it
 */
export function computedNames(computations: ReadonlyMap<string, CompiledExpression>, outer: Scope['get']): Scope {
  const known = new Map<string, Evaluated>();
  const scope: Scope = { get: outer, whyAbsent };
  const evaluated = (name: string): Evaluated | undefined => {
    const before = known.get(name);
    const evaluate = computations.get(name);
    if (before !== undefined || evaluate === undefined) return before;
    // The checker refuses circles, unless it is told to be silent about them.
    known.set(name, { ok: false, message: 'It needs itself.', span: { start: 0, end: 0 } });
    const found = evaluate(scope);
    known.set(name, found);
    return found;
  };
  function whyAbsent(name: string): string | undefined {
    const found = evaluated(name);
    return found?.ok === false ? `\`${name}\` cannot be computed: ${found.message}` : undefined;
  }
  return {
    get(name) {
      const found = evaluated(name);
      return found?.ok === true ? found.value : undefined;
    },
    whyAbsent,
  };
}
