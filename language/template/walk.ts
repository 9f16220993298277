import { childrenOf } from './children.ts';
import { anyType, itemType, stringType } from './filters/filter.ts';
import { type Layer, layerOver } from './layer.ts';
import { commonType, loopType, typeOf } from './infer.ts';
import type { ParsedExpression, ParsedTemplate } from './parsed.ts';
import type { Expression, FilterNode, Target, TemplateNode } from './tree.ts';
import type { TypeScope, ValueType } from './types.ts';

/** What is told about each expression, the outer before the inner, with the types of the names that it sees. */
export interface Visitor {
  readonly expression: (node: Expression, scope: TypeScope) => void;
  /** What a loop goes through. */
  readonly items: (node: Expression, scope: TypeScope) => void;
  /** A filter of a `set` block, which takes text. */
  readonly blockFilter: (node: Omit<FilterNode, 'input'>, scope: TypeScope) => void;
}

/** Goes through all expressions of a template, or of a bare expression. */
export function walk(parsed: ParsedTemplate | ParsedExpression, scope: TypeScope, visitor: Visitor): void {
  if ('expression' in parsed) walkExpression(parsed.expression, scope, visitor);
  else walkAll(parsed.nodes, layerOver(), scope, visitor);
}

function walkExpression(node: Expression, scope: TypeScope, visitor: Visitor): void {
  visitor.expression(node, scope);
  for (const child of childrenOf(node)) walkExpression(child, scope, visitor);
}

type Bound = Layer<ValueType>;

function walkAll(nodes: readonly TemplateNode[], bound: Bound, scope: TypeScope, visitor: Visitor): void {
  for (const node of nodes) walkNode(node, bound, scope, visitor);
}

/** `bound` holds the types of what the template has set so far; `outer` is what it began with. */
function walkNode(node: TemplateNode, bound: Bound, outer: TypeScope, visitor: Visitor): void {
  const scope: TypeScope = (name) => bound.get(name) ?? outer(name);
  const visit = (expression: Expression): void => walkExpression(expression, scope, visitor);
  switch (node.kind) {
    case 'text':
      return;
    case 'output':
      visit(node.expression);
      return;
    case 'if': {
      const ends: Bound[] = [];
      for (const { condition, body } of node.branches) {
        visit(condition);
        const inside = layerOver(bound);
        walkAll(body, inside, outer, visitor);
        ends.push(inside);
      }
      const last = layerOver(bound);
      if (node.otherwise) walkAll(node.otherwise, last, outer, visitor);
      ends.push(last);
      for (const name of new Set(ends.flatMap((end) => [...end.own.keys()]))) {
        bound.set(name, commonType(ends.map((end) => end.get(name) ?? anyType)));
      }
      return;
    }
    case 'for': {
      visit(node.items);
      visitor.items(node.items, scope);
      const inside = layerOver(bound);
      bindAll(node.targets, itemType(typeOf(node.items, scope)), inside);
      const insideScope: TypeScope = (name) => inside.get(name) ?? outer(name);
      if (node.condition) walkExpression(node.condition, insideScope, visitor);
      inside.set('loop', loopType);
      walkAll(node.body, inside, outer, visitor);
      if (node.otherwise) walkAll(node.otherwise, layerOver(bound), outer, visitor);
      return;
    }
    case 'set':
      visit(node.value);
      bindAll(node.targets, typeOf(node.value, scope), bound);
      return;
    case 'set-block':
      walkAll(node.body, layerOver(bound), outer, visitor);
      for (const filter of node.filters) {
        visitor.blockFilter(filter, scope);
        for (const { value } of filter.arguments) visit(value);
      }
      bound.set(node.target.name, node.filters.length > 0 ? anyType : stringType);
      return;
    case 'with': {
      const inside = layerOver(bound);
      for (const { targets, value } of node.bindings) {
        visit(value);
        bindAll(targets, typeOf(value, scope), inside);
      }
      walkAll(node.body, inside, outer, visitor);
      return;
    }
  }
}

function bindAll(targets: readonly Target[], type: ValueType, bound: Bound): void {
  for (const { name } of targets) bound.set(name, targets.length === 1 ? type : itemType(type));
}
