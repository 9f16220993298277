import type { ScopeName, TemplateRole } from '../analysis.ts';
import { mapOf, nodesOf, numberOf, textOf } from '../resolve/read.ts';
import type { MapNode, Node, ScalarNode } from '../syntax/tree.ts';

/**
 * Names that only templates and expressions of this rephrasing have: the text that a chunk was cut from, what was made
 * of the chunk before, and the answers of its steps.
 *
 * @param node the template or expression: of a step it sees the steps before it
 */
export function localNames(rephrasing: MapNode, node: ScalarNode, role: TemplateRole): readonly ScopeName[] {
  if (role !== 'prompt' && role !== 'gate' && role !== 'assemble') return [];
  const steps = nodesOf(rephrasing, 'steps').filter((step) => step.kind === 'map');
  const at = steps.findIndex((step) => contains(step, node));
  return [
    ...(role === 'gate' ? [] : chunkNames(rephrasing)),
    ...(at === -1 ? steps : steps.slice(0, at)).flatMap(stepNames),
  ];
}

function chunkNames(rephrasing: MapNode): readonly ScopeName[] {
  const chunk = mapOf(rephrasing, 'chunk');
  if (chunk === undefined) return [];
  return textOf(chunk, 'carry') === 'previous' ? [document, previous] : [document];
}

const document: ScopeName = {
  name: 'document',
  kind: 'text',
  type: { kind: 'string' },
  documentation: 'The text that the chunks are cut from, where `text` is one chunk.',
};

const previous: ScopeName = {
  name: 'previous',
  kind: 'step',
  type: { kind: 'string' },
  documentation: 'What was made of the chunks before this one, joined; empty for the first.',
};

function stepNames(step: MapNode): readonly ScopeName[] {
  const name = textOf(step, 'name');
  if (name === undefined) return [];
  const json = textOf(step, 'expect') === 'json';
  const answer: ScopeName = {
    name,
    kind: 'step',
    type: json ? { kind: 'any' } : { kind: 'string' },
    documentation: `What the step \`${name}\` answered${json ? ', read as JSON' : ''}.`,
  };
  const item = textOf(step, 'as');
  if (item === undefined) return [answer];
  const several = (numberOf(step, 'choose') ?? 1) > 1;
  const documentation = several
    ? `A combination of items of \`${name}\`, as a list; every combination is gone through.`
    : `One item of \`${name}\`; every item is gone through.`;
  const any = { kind: 'any' } as const;
  return [answer, { name: item, kind: 'step', type: several ? { kind: 'list', of: any } : any, documentation }];
}

function contains(outer: Node, { span }: ScalarNode): boolean {
  return outer.span.start <= span.start && span.end <= outer.span.end;
}
