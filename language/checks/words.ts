import { nouns, type NumberSpec, percent, quantity, type Spec } from '../schema/spec.ts';
import type { Node } from '../syntax/tree.ts';
import { alternatives } from './problem.ts';

/** What a spec asks for, as the end of "takes …". */
export function asked(spec: Spec): string {
  switch (spec.kind) {
    case 'number':
      return numberWords(spec);
    case 'boolean':
      return '`true` or `false`';
    case 'enum':
      return alternatives(spec.values.map(({ value }) => `\`${value}\``));
    case 'list':
      return 'a list';
    case 'one-or-list':
      return `${asked(spec.of)}, or a list of them`;
    case 'map':
      return `a map of keys (${spec.keys
        .concat(spec.variants?.flatMap(({ keys }) => keys) ?? [])
        .slice(0, 3)
        .map(({ key }) => `\`${key}\``)
        .join(', ')} …)`;
    case 'entries':
      return `a map of ${nouns[spec.defines]}s by name`;
    case 'weights':
      return 'a map from values to weights';
    case 'shares':
      return 'a map from names to shares (`20%`)';
    case 'by-shape':
      return alternatives(
        [spec.scalar, spec.list, spec.map].filter((part) => part !== undefined).map((part) => asked(part)),
      );
    case 'or-not-published':
      return asked(spec.of);
    case 'path':
      return 'a path';
    case 'reference':
      return `the name of a ${nouns[spec.to]}`;
    case 'secret':
      return 'a `${NAME}` reference';
    case 'regex':
      return 'a regular expression';
    case 'literal':
      return 'a text, a number, `true` or `false`';
    case 'string':
      return 'a text';
    case 'template':
      return 'a template';
    case 'expression':
      return 'an expression';
  }
}

/** What stands there, as the end of "and this is …". */
export function found(node: Node): string {
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'list') return 'a list';
  if (node.value === null) return 'nothing';
  if (typeof node.value === 'number') return `the number ${node.text}`;
  return typeof node.value === 'boolean' ? `\`${node.text}\`` : 'a text';
}

function numberWords({ integer, word, suffixes }: NumberSpec): string {
  const bare = integer ? 'a whole number' : 'a number';
  const kind =
    suffixes === percent ? 'a share (`60%` or 0.6)' : suffixes === quantity ? `${bare} (\`10B\`, \`3M\`)` : bare;
  return word === undefined ? kind : `${kind} or \`${word.value}\``;
}
