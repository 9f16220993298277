import { type Span, touches } from '../span.ts';
import { childrenOf } from './children.ts';
import type { ParsedExpression, ParsedTemplate } from './parsed.ts';
import type { Expression, TemplateNode } from './tree.ts';

/**
 * The parts of a template or an expression that an offset of its source touches, each inside of the one before it:
 * statements, tags, expressions, and the name of the innermost filter or field.
 */
export function partsAt(parsed: ParsedTemplate | ParsedExpression, offset: number): readonly Span[] {
  return 'expression' in parsed ? inExpression(parsed.expression, offset) : inNodes(parsed.nodes, offset);
}

function inNodes(nodes: readonly TemplateNode[], offset: number): readonly Span[] {
  // Between two tags the cursor belongs to the one behind it.
  const node = nodes.findLast(({ kind, span }) => kind !== 'text' && touches(span, offset));
  if (node === undefined) return [];
  const body = bodiesOf(node).map((inner) => inNodes(inner, offset));
  const found = body.find((parts) => parts.length > 0);
  const expression = expressionsOf(node).find(({ span }) => touches(span, offset));
  return [node.span, ...(found ?? (expression ? inExpression(expression, offset) : []))];
}

function bodiesOf(node: TemplateNode): readonly (readonly TemplateNode[])[] {
  switch (node.kind) {
    case 'if':
      return [...node.branches.map(({ body }) => body), node.otherwise ?? []];
    case 'for':
      return [node.body, node.otherwise ?? []];
    case 'set-block':
    case 'with':
      return [node.body];
    case 'text':
    case 'output':
    case 'set':
      return [];
  }
}

function expressionsOf(node: TemplateNode): readonly Expression[] {
  switch (node.kind) {
    case 'output':
      return [node.expression];
    case 'if':
      return node.branches.map(({ condition }) => condition);
    case 'for':
      return node.condition ? [node.items, node.condition] : [node.items];
    case 'set':
      return [node.value];
    case 'with':
      return node.bindings.map(({ value }) => value);
    case 'set-block':
    case 'text':
      return [];
  }
}

function inExpression(node: Expression, offset: number): readonly Span[] {
  const inner = childrenOf(node).find(({ span }) => touches(span, offset));
  if (inner !== undefined) return [node.span, ...inExpression(inner, offset)];
  const word =
    node.kind === 'field' ? node.fieldSpan : node.kind === 'filter' || node.kind === 'test' ? node.nameSpan : undefined;
  return word !== undefined && touches(word, offset) ? [node.span, word] : [node.span];
}
