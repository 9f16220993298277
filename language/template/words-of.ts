import type { Span } from '../span.ts';
import { anyType } from './filters/filter.ts';
import type { ParsedExpression, ParsedTemplate } from './parsed.ts';
import { walk } from './walk.ts';

/** A word of a template or an expression that means something; the span counts in its source. */
export interface TemplateWord {
  /** `name` is what the scope defines, `local` what the template defines itself, `loop` among it. */
  readonly kind: 'name' | 'local' | 'field' | 'filter' | 'test' | 'function';
  readonly name: string;
  readonly span: Span;
  /** True where a statement gives the name. */
  readonly definition: boolean;
}

/** Every name, field, filter, test and function, in the order in which they stand. */
export function wordsOf(parsed: ParsedTemplate | ParsedExpression): readonly TemplateWord[] {
  const words = new Map<number, TemplateWord>();
  const add = (kind: TemplateWord['kind'], name: string, span: Span, definition = false): void => {
    if (span.end > span.start && !words.has(span.start)) words.set(span.start, { kind, name, span, definition });
  };
  for (const { name, span, path, pathSpans } of parsed.names) {
    add('name', name, span);
    for (const [index, field] of pathSpans.entries()) add('field', path[index] ?? '', field);
  }
  for (const { name, span } of parsed.filters) add('filter', name, span);
  for (const { name, span } of parsed.tests) add('test', name, span);
  if ('locals' in parsed) for (const { name, span } of parsed.locals) add('local', name, span, true);
  walk(parsed, () => anyType, {
    expression(node) {
      // What is free has been added: any other name is one that the template gave.
      if (node.kind === 'name') add('local', node.name, node.nameSpan);
      if (node.kind === 'field') add('field', node.field, node.fieldSpan);
      if (node.kind === 'call') add('function', node.callee, node.calleeSpan);
    },
    items: () => undefined,
    blockFilter: () => undefined,
  });
  return [...words.values()].toSorted((left, right) => left.span.start - right.span.start);
}
