import { type Context, type KeySpec, openKeys, type Spec } from '#language';
import { documentationOfKey } from '../documentation.ts';
import { mapAt, textAt } from '../entries.ts';
import { namesOf } from '../homes.ts';
import { typeInWords } from '../type-in-words.ts';
import type { View } from '../view.ts';
import { placeOf } from './place.ts';
import { choice, type Proposal } from './proposal.ts';

/** The keys that may still be added to the map at the cursor, needed ones first, each with the beginning of its value. */
export function keyProposals(view: View, context: Extract<Context, { kind: 'key' }>): readonly Proposal[] {
  const { map, present, span, indent, colon, path } = context;
  const { text } = view.analysis;
  const { flow } = placeOf(text, span);
  // In front of a line's text a new key would take it for its value.
  if (!flow && /^[ \t]+[^\s#:]/.test(text.slice(span.end, span.end + 400))) return [];
  // In braces a key in front of another one is parted from it.
  const behind = flow && /^\s*[^\s,}\]]/.test(text.slice(span.end, span.end + 400)) ? ', ' : '';
  const deciding = map.cases === undefined ? undefined : textAt(mapAt(view, path, span.start), map.cases.by);
  const keys = openKeys(map, present, deciding);
  return [...keys.filter(({ required }) => required === true), ...keys.filter(({ required }) => required !== true)].map(
    (spec): Proposal => {
      const proposal: Proposal = {
        label: spec.key,
        kind: 'key',
        detail: typeInWords(spec.spec),
        documentation: documentationOfKey(spec),
        edit: { span, text: colon ? spec.key : `${spec.key}:${flow ? ` ${behind}` : plainStart(spec, indent)}` },
      };
      if (colon) return proposal;
      return { ...proposal, snippet: `${spec.key}:${valueStart(view, spec.spec, flow ? undefined : indent)}${behind}` };
    },
  );
}

/** Without placeholders only the line breaks that a value needs are written. */
function plainStart({ spec }: KeySpec, indent: number): string {
  const shape = shapeOf(spec);
  if (shape.kind === 'template') return ` |\n${' '.repeat(indent + 2)}`;
  return shape.kind === 'map' || shape.kind === 'entries' ? `\n${' '.repeat(indent + 2)}` : ' ';
}

/** The beginning of a value as a snippet; `indent` is undefined where everything stands on one line. */
function valueStart(view: View, spec: Spec, indent: number | undefined): string {
  const shape = shapeOf(spec);
  const nextLine = indent === undefined ? undefined : `\n${' '.repeat(indent + 2)}$0`;
  switch (shape.kind) {
    case 'boolean':
      return ` ${choice(1, ['true', 'false'])}`;
    case 'enum':
      return ` ${choice(
        1,
        shape.values.map(({ value }) => String(value)),
      )}`;
    case 'reference': {
      const names = namesOf(view, shape.to);
      return names.length > 0 ? ` ${choice(1, names)}` : ' $0';
    }
    case 'secret':
      return ' \\${${1:API_KEY}\\}';
    case 'template':
      return nextLine === undefined ? ' "$0"' : ` |${nextLine}`;
    case 'map':
    case 'entries':
    case 'weights':
      return nextLine ?? ' {$0}';
    case 'list':
      return ' [$0]';
    default:
      return ' $0';
  }
}

/** The form of a value that is written first. */
function shapeOf(spec: Spec): Spec {
  switch (spec.kind) {
    case 'one-or-list':
    case 'or-not-published':
      return shapeOf(spec.of);
    case 'by-shape': {
      const first = spec.scalar ?? spec.list ?? spec.map;
      return first === undefined ? spec : shapeOf(first);
    }
    default:
      return spec;
  }
}
