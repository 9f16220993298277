import { allKeys, type MapSpec, type Node, type ScalarNode, type Spec, strategySpec } from '#language';
import type { DocumentLink } from 'vscode-languageserver-types';
import { rangeOf } from './range.ts';
import type { View } from './view.ts';

/** The files that a strategy names, to be opened from it. Folders and patterns are no links: there is nothing to open. */
export function links(view: View): readonly DocumentLink[] {
  if (!view.uri.startsWith('file:')) return [];
  return pathsIn(view.analysis.tree.root, strategySpec).flatMap((node) => {
    const target = targetOf(view.uri, node.text);
    return target === undefined ? [] : [{ range: rangeOf(view.lines, node.span), target }];
  });
}

function targetOf(uri: string, path: string): string | undefined {
  const isFile = /\.\w+$/.test(path) && !/[*?[\]{}$~\\]|^[A-Za-z][\w+.-]*:/.test(path);
  if (!isFile) return undefined;
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return URL.canParse(encoded, uri) ? new URL(encoded, uri).href : undefined;
}

/** The scalars that stand where the table has paths. */
function pathsIn(node: Node | undefined, spec: Spec): readonly ScalarNode[] {
  if (node === undefined) return [];
  switch (spec.kind) {
    case 'path':
      return node.kind === 'scalar' ? [node] : [];
    case 'map':
      return inMap(node, spec);
    case 'entries':
      return node.kind === 'map' ? node.pairs.flatMap(({ value }) => pathsIn(value, spec.of)) : [];
    case 'list':
      return node.kind === 'list' ? node.items.flatMap((item) => pathsIn(item, spec.of)) : [];
    case 'one-or-list':
      return node.kind === 'list' ? node.items.flatMap((item) => pathsIn(item, spec.of)) : pathsIn(node, spec.of);
    case 'or-not-published':
      return pathsIn(node, spec.of);
    case 'by-shape': {
      const shape = spec[node.kind];
      return shape === undefined ? [] : pathsIn(node, shape);
    }
    default:
      return [];
  }
}

function inMap(node: Node, spec: MapSpec): readonly ScalarNode[] {
  if (node.kind !== 'map') return [];
  const keys = allKeys(spec);
  return node.pairs.flatMap(({ key, value }) => {
    const known = keys.find((one) => one.key === key.text);
    return known === undefined ? [] : pathsIn(value, known.spec);
  });
}
