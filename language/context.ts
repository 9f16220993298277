import type { Analysis, TemplateSite } from './analysis.ts';
import { parentsOf, readKeyLine } from './context/block-lines.ts';
import { flowPlace } from './context/flow.ts';
import { siteAt } from './context/site-at.ts';
import type { MapSpec } from './schema/spec.ts';
import { mapOf, type SpecAt, specAt } from './schema/spec-at.ts';
import type { Span } from './span.ts';
import type { Node } from './syntax/tree.ts';

/** What stands at a place of a file, and so what may be completed there. */
export type Context =
  | {
      readonly kind: 'key';
      /** What has been typed of the key, up to the cursor. */
      readonly typed: string;
      /** What a completed key replaces. */
      readonly span: Span;
      readonly map: MapSpec;
      /** Keys of the map that stand elsewhere. */
      readonly present: readonly string[];
      /** Columns before the key. */
      readonly indent: number;
      readonly path: readonly string[];
      /** True where a colon stands behind the key already. */
      readonly colon: boolean;
    }
  | {
      readonly kind: 'value';
      readonly typed: string;
      readonly span: Span;
      readonly spec: SpecAt;
      readonly path: readonly string[];
      /** Columns before the key that the value belongs to. */
      readonly indent: number;
    }
  | { readonly kind: 'template'; readonly site: TemplateSite; readonly offsetInValue: number }
  | { readonly kind: 'none' };

const none: Context = { kind: 'none' };

/** What stands at an offset. Works in half-written files, where it goes by the indentation of the cursor's line. */
export function contextAt(analysis: Analysis, offset: number): Context {
  const found = siteAt(analysis, offset);
  if (found !== undefined) return { kind: 'template', ...found };
  const { text } = analysis;
  const flow = enclosingFlow(analysis.tree.root, offset);
  const lineStart = text.lastIndexOf('\n', (flow?.span.start ?? offset) - 1) + 1;
  const bom = lineStart === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return inLine(text, lineStart + bom, offset, flow);
}

function inLine(text: string, lineStart: number, offset: number, flow: Node | undefined): Context {
  const before = text.slice(lineStart, offset);
  if (/(?:^|\s)#/.test(before.replaceAll(/"[^"]*"|'[^']*'/g, ''))) return none;
  const keyed = readKeyLine(text, lineStart, flow === undefined ? offset : flow.span.start);
  const [, blanks = '', dashes = ''] = /^( *)((?:- +)*)/.exec(before) ?? [];
  const column = keyed?.column ?? blanks.length + dashes.length;
  const parents = parentsOf(text, lineStart, keyed?.indent ?? blanks.length, dashes !== '');
  const path = keyed === undefined ? parents.path : [...parents.path, keyed.key];
  const valueStart = keyed?.value ?? lineStart + blanks.length + dashes.length;
  const inFlow = flowPlace(text, { start: flow?.span.start ?? valueStart, end: offset });
  if (inFlow !== undefined) {
    const start = inFlow.start;
    const whole = [...path, ...inFlow.path];
    if (inFlow.position === 'value') return valueContext(text, whole, start, offset, column);
    const later = flow === undefined ? [] : laterKeys(flow, offset);
    return keyContext(text, whole, start, offset, column, [...inFlow.present, ...later]);
  }
  if (keyed !== undefined) return valueContext(text, path, keyed.value, offset, column);
  if (/[:{}[\]]/.test(text.slice(valueStart, offset))) return none;
  const outer = specAt(path);
  // Below a value that has begun on the key's own line nothing of ours can stand.
  if (outer === undefined || (parents.parentValue !== '' && !/^[#&!]/.test(parents.parentValue))) return none;
  if (dashes !== '') return valueContext(text, path, valueStart, offset, column);
  const { siblings, siblingColumn } = parents;
  if (siblingColumn !== undefined && siblingColumn !== column) return none;
  const isMap = outer.spec.kind === 'map' || outer.spec.kind === 'entries' || siblings.length > 0;
  if (isMap) return keyContext(text, path, valueStart, offset, column, siblings);
  return valueContext(text, path, valueStart, offset, Math.max(0, column - 2));
}

function keyContext(
  text: string,
  path: readonly string[],
  start: number,
  offset: number,
  indent: number,
  present: readonly string[],
): Context {
  const found = specAt(path);
  const map = found === undefined ? undefined : mapOf(found.spec);
  if (map?.kind !== 'map') return none;
  const rest = /^[\p{L}\p{N}_-]*/u.exec(text.slice(offset))?.[0] ?? '';
  const end = offset + rest.length;
  const colon = /^[ \t]*:(?=\s|$)/.test(text.slice(end));
  return { kind: 'key', typed: text.slice(start, offset), span: { start, end }, map, present, indent, path, colon };
}

function valueContext(text: string, path: readonly string[], from: number, offset: number, indent: number): Context {
  const spec = specAt(path);
  if (spec === undefined) return none;
  const quote = text[from] === '"' || text[from] === "'" ? 1 : 0;
  const start = Math.min(from + quote, offset);
  const rest = /^[^\s,[\]{}"'#]*/.exec(text.slice(offset))?.[0] ?? '';
  return {
    kind: 'value',
    typed: text.slice(start, offset),
    span: { start, end: offset + rest.length },
    spec,
    path,
    indent,
  };
}

/** The outermost `{…}` or `[…]` in which an offset lies. */
function enclosingFlow(node: Node | undefined, offset: number): Node | undefined {
  if (node === undefined || node.kind === 'scalar') return undefined;
  if (node.flow) return node.span.start < offset && offset < node.span.end ? node : undefined;
  const values = node.kind === 'list' ? node.items : node.pairs.map(({ value }) => value);
  for (const value of values) {
    if (value !== undefined && value.span.start < offset && offset <= value.span.end)
      return enclosingFlow(value, offset);
  }
  return undefined;
}

/** Keys behind the cursor in the map of one line in which it stands. */
function laterKeys(node: Node, offset: number): readonly string[] {
  if (node.kind === 'scalar') return [];
  const values = node.kind === 'list' ? node.items : node.pairs.map(({ value }) => value);
  const inner = values.find(
    (value) => value !== undefined && value.kind !== 'scalar' && value.span.start < offset && offset < value.span.end,
  );
  if (inner !== undefined) return laterKeys(inner, offset);
  return node.kind === 'map' ? node.pairs.filter(({ key }) => key.span.start > offset).map(({ key }) => key.text) : [];
}
