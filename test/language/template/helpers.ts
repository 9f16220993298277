import {
  compileExpression,
  compileTemplate,
  type Evaluated,
  parseExpression,
  parseTemplate,
  type Rendered,
  type Scope,
  type Value,
} from '../../../language/template/index.ts';

export function scopeOf(values: Readonly<Record<string, Value>>): Scope {
  return { get: (name) => (Object.hasOwn(values, name) ? values[name] : undefined) };
}

export function render(source: string, values: Readonly<Record<string, Value>> = {}): Rendered {
  return compileTemplate(parseTemplate(source))(scopeOf(values));
}

export function evaluate(source: string, values: Readonly<Record<string, Value>> = {}): Evaluated {
  return compileExpression(parseExpression(source))(scopeOf(values));
}

/** The message of what went wrong, with the place in question; fails the test by its shape where nothing did. */
export function failure(source: string, outcome: Rendered | Evaluated): string {
  return outcome.ok ? 'ok' : `«${source.slice(outcome.span.start, outcome.span.end)}» ${outcome.message}`;
}
