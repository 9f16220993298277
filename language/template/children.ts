import type { Expression } from './tree.ts';

/** The expressions directly inside an expression, in the order in which they stand. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'list':
      return node.items;
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'field':
      return [node.object];
    case 'index':
      return [node.object, node.index];
    case 'slice':
      return [node.object, node.start, node.stop, node.step].filter((part) => part !== null);
    case 'call':
      return node.arguments.map(({ value }) => value);
    case 'filter':
    case 'test':
      return [node.input, ...node.arguments.map(({ value }) => value)];
    case 'unary':
      return [node.operand];
    case 'binary':
    case 'logic':
      return [node.left, node.right];
    case 'compare':
      return [node.first, ...node.rest.map(({ operand }) => operand)];
    case 'concatenation':
      return node.parts;
    case 'conditional':
      return node.otherwise ? [node.then, node.condition, node.otherwise] : [node.then, node.condition];
    case 'broken':
      return node.children;
  }
}
