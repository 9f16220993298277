import type { Span, TemplateNode, TemplateSite } from '#language';

/** The stretches of a template's source that stand for themselves; what `{% raw %}` holds is left out. */
export function fixedTexts({ kind, parsed }: TemplateSite): readonly Span[] {
  if (kind !== 'template' || !('nodes' in parsed)) return [];
  return textsIn(parsed.nodes).filter(
    ({ start }) => !/\{%[-+]?\s*raw\s*-?%\}$/.test(parsed.source.slice(Math.max(0, start - 40), start)),
  );
}

function textsIn(nodes: readonly TemplateNode[]): readonly Span[] {
  return nodes.flatMap((node) => {
    switch (node.kind) {
      case 'text':
        return [node.span];
      case 'if':
        return [...node.branches.flatMap(({ body }) => textsIn(body)), ...textsIn(node.otherwise ?? [])];
      case 'for':
        return [...textsIn(node.body), ...textsIn(node.otherwise ?? [])];
      case 'set-block':
      case 'with':
        return textsIn(node.body);
      case 'output':
      case 'set':
        return [];
    }
  });
}
