import type { LineIndex } from '../line-index.ts';
import type { Expression } from '../strategy.ts';
import type { MapNode, ScalarNode } from '../syntax/tree.ts';
import { scalarsOf } from './read.ts';

/** The expressions of a key, with the lines they begin on. */
export function gatesOf(map: MapNode | undefined, lines: LineIndex, key = 'keep'): readonly Expression[] {
  return scalarsOf(map, key).map((node) => expression(node, lines));
}

/** An expression with the line that it begins on. */
export function expression(node: ScalarNode, lines: LineIndex): Expression {
  return { expression: node.text, line: lineOf(node, lines) };
}

/** The line, from 1, where a node begins. */
export function lineOf({ span }: Pick<ScalarNode, 'span'>, lines: LineIndex): number {
  return lines.positionOf(span.start).line + 1;
}
