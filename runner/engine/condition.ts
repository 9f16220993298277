import {
  type CompiledExpression,
  compileExpression,
  type Expression,
  isTrue,
  type NameUse,
  parseExpression,
  type Scope,
} from '#language';

/** An expression of `seeds.keep`, `when` or a gate, compiled once. */
export interface CompiledCondition {
  readonly source: Expression;
  /** Free names that the expression uses. */
  readonly names: readonly string[];
  /** Every use of a free name, with the fields that are read from it. */
  readonly uses: readonly NameUse[];
  readonly evaluate: CompiledExpression;
  decide(scope: Scope): Verdict;
  /** The same for people to look at: a condition that holds says what it came upon too. */
  ask(scope: Scope): Verdict;
  /** The value of its one name where it has just one, else its own; its error where that cannot be evaluated. */
  valueIn(scope: Scope): unknown;
}

export interface Verdict {
  readonly holds: boolean;
  /** What the expression came upon: the value of its one name where it has just one, else its own value or its error. */
  readonly value: unknown;
}

export function compileCondition(source: Expression): CompiledCondition {
  const parsed = parseExpression(source.expression);
  const evaluate = compileExpression(parsed);
  const uses = new Map(parsed.names.map((use) => [[use.name, ...use.path].join('.'), use]));
  const [only] = uses.size === 1 ? [...uses.values()] : [];
  const subject = only ? compileExpression(parseExpression([only.name, ...only.path].join('.'))) : null;

  function valueIn(scope: Scope): unknown {
    const result = (subject ?? evaluate)(scope);
    return result.ok ? result.value : result.message;
  }

  function ask(scope: Scope): Verdict {
    const result = evaluate(scope);
    if (!result.ok) return { holds: false, value: result.message };
    const seen = subject?.(scope);
    return { holds: isTrue(result.value), value: seen?.ok ? seen.value : result.value };
  }

  return {
    source,
    names: [...new Set(parsed.names.map(({ name }) => name))],
    uses: parsed.names,
    evaluate,
    valueIn,
    ask,
    decide(scope) {
      const result = evaluate(scope);
      // Most hold, and then nobody wants to know more.
      return result.ok && isTrue(result.value) ? { holds: true, value: result.value } : ask(scope);
    },
  };
}
