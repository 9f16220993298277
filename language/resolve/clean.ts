import type { CleanStep, PairsStep } from '../strategy.ts';
import type { MapNode, Node } from '../syntax/tree.ts';
import { booleanOf, mapOf, nodesOf, textOf, wordOf } from './read.ts';

/** The cleaning steps of a map that may have some; undefined where it has none of its own. */
export function resolveClean(map: MapNode | undefined): readonly CleanStep[] | undefined {
  if (!map?.pairs.some(({ key, value }) => key.text === 'clean' && value !== undefined)) return undefined;
  return nodesOf(map, 'clean').flatMap(resolveStep);
}

function resolveStep(node: Node): readonly CleanStep[] {
  if (node.kind === 'scalar') return simpleStep(node.text);
  if (node.kind === 'list') return [];
  const [step] = node.pairs.map(({ key }) => key.text);
  switch (step) {
    case 'after':
    case 'before':
      return [{ step, marker: textOf(node, step) ?? '' }];
    case 'between': {
      const between = mapOf(node, step);
      return [{ step, open: textOf(between, 'open') ?? '', close: textOf(between, 'close') ?? '' }];
    }
    case 'drop_lines':
      return [{ step, pattern: textOf(node, step) ?? '' }];
    case 'replace': {
      const replace = mapOf(node, step);
      return [{ step, pattern: textOf(replace, 'pattern') ?? '', with: textOf(replace, 'with') ?? '' }];
    }
    case 'json':
      return [{ step, field: textOf(node, step) ?? '' }];
    case 'pairs':
      return [resolvePairs(mapOf(node, step))];
    default:
      return [];
  }
}

function resolvePairs(map: MapNode | undefined): PairsStep {
  return {
    step: 'pairs',
    question: textOf(map, 'question') ?? 'Question:',
    answer: textOf(map, 'answer') ?? 'Answer:',
    atMost: textOf(map, 'at_most') ?? null,
    count: wordOf(map, 'count', ['at_most', 'uniform']) ?? 'at_most',
    shuffle: booleanOf(map, 'shuffle') ?? false,
  };
}

function simpleStep(word: string): readonly CleanStep[] {
  switch (word) {
    case 'think':
    case 'markdown':
    case 'quotes':
    case 'bullets':
    case 'opener':
      return [{ step: word }];
    default:
      return [];
  }
}
