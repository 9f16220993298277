import { type Alias, isAlias, isMap, isScalar, isSeq, type Pair as YamlPair, parseDocument, type Scalar } from 'yaml';
import type { Span } from '../span.ts';
import type { ListNode, MapNode, Node, Pair, ScalarNode } from './tree.ts';
import { type YamlError, yamlErrors } from './yaml-errors.ts';

/** What a text reads as when it is taken as one YAML document. */
export interface Composed {
  readonly root: Node | undefined;
  readonly errors: readonly YamlError[];
  /** True where an alias names an anchor that does not stand in the text, but may stand elsewhere. */
  readonly openAlias: boolean;
}

/** Aliases are followed until the tree has grown by so many nodes: a few lines of aliases can ask for billions. */
const mostAliasedNodes = 10_000;

/** Reads a text as YAML 1.2. Never throws; duplicate keys are kept, for the checks to report. */
export function compose(text: string): Composed {
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent', version: '1.2' });
  const reader = new Reader(text);
  const root = reader.node(document.contents);
  return { root, errors: [...yamlErrors(text, document), ...reader.errors], openAlias: reader.openAlias };
}

/** Turns the nodes of one document into ours. */
class Reader {
  readonly errors: YamlError[] = [];
  openAlias = false;
  readonly #text: string;
  readonly #anchors = new Map<string, { readonly node: Node | undefined; readonly size: number }>();
  #nodes = 0;
  #aliased = 0;

  constructor(text: string) {
    this.#text = text;
  }

  node(source: unknown): Node | undefined {
    this.#nodes++;
    const before = this.#nodes + this.#aliased;
    const node = this.#plainNode(source);
    const anchor = isMap(source) || isSeq(source) || isScalar(source) ? source.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, { node, size: this.#nodes + this.#aliased - before + 1 });
    return node;
  }

  #plainNode(source: unknown): Node | undefined {
    if (isAlias(source)) return this.#alias(source);
    if (isMap(source)) return this.#map(source.items, this.#spanOf(source.range), source.flow === true);
    if (isSeq(source)) return this.#list(source.items, this.#spanOf(source.range), source.flow === true);
    return isScalar(source) ? this.#scalar(source) : undefined;
  }

  #map(items: readonly YamlPair[], span: Span, flow: boolean): MapNode {
    const pairs = items.map((item) => this.#pair(item, span));
    return { kind: 'map', span: flow ? span : around(span, pairs), pairs, flow };
  }

  #pair({ key, value }: YamlPair, map: Span): Pair {
    const read = this.node(key);
    const keyNode = read?.kind === 'scalar' ? read : this.#textOf(read?.span ?? { start: map.start, end: map.start });
    const valueNode = isEmptyScalar(value) ? undefined : this.node(value);
    const end = Math.max(keyNode.span.end, valueNode?.span.end ?? 0);
    return { key: keyNode, value: valueNode, span: { start: keyNode.span.start, end } };
  }

  #list(items: readonly unknown[], span: Span, flow: boolean): ListNode {
    const nodes = items.map((item) => this.node(item)).filter((item) => item !== undefined);
    const last = nodes.at(-1);
    const end = flow || last === undefined ? span.end : Math.max(span.start, last.span.end);
    return { kind: 'list', span: { start: span.start, end }, items: nodes, flow };
  }

  #scalar(source: Scalar): ScalarNode {
    const span = this.#spanOf(source.range);
    const written = this.#text.slice(span.start, span.end);
    const style = styleOf(source);
    const value = plainValue(source.value);
    const text = typeof value === 'string' ? value : written;
    return { kind: 'scalar', span, value: value === undefined ? written : value, text, style, source: written };
  }

  /** A key that is not a scalar, as the text that stands there. */
  #textOf(span: Span): ScalarNode {
    const source = this.#text.slice(span.start, span.end);
    return { kind: 'scalar', span, value: source, text: source, style: 'plain', source };
  }

  #alias(source: Alias): Node | undefined {
    const span = this.#spanOf(source.range);
    const anchor = this.#anchors.get(source.source);
    if (anchor === undefined) {
      this.openAlias = true;
      this.errors.push({ span, message: `No anchor \`&${source.source}\` stands above this alias.`, stops: false });
      return this.#textOf(span);
    }
    this.#aliased += anchor.size;
    if (this.#aliased <= mostAliasedNodes) return anchor.node;
    this.errors.push({ span, message: 'Aliases make this file larger than a strategy can be.', stops: true });
    return this.#textOf(span);
  }

  #spanOf(range: readonly [number, number, number] | null | undefined): Span {
    if (range === null || range === undefined) return { start: 0, end: 0 };
    return { start: range[0], end: Math.max(range[0], Math.min(range[1], this.#text.length)) };
  }
}

/** A block map ends with its last pair: blank lines and comments behind it are nobody's. */
function around(span: Span, pairs: readonly Pair[]): Span {
  const end = pairs.reduce((furthest, pair) => Math.max(furthest, pair.span.end), span.start);
  return { start: span.start, end };
}

/** YAML reads nothing at all as null; a null that is written (`null`, `~`) has a source. */
function isEmptyScalar(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return isScalar(value) && value.value === null && value.source === '' && value.anchor === undefined;
}

function styleOf({ type }: Scalar): ScalarNode['style'] {
  switch (type) {
    case 'QUOTE_SINGLE':
      return 'single';
    case 'QUOTE_DOUBLE':
      return 'double';
    case 'BLOCK_LITERAL':
      return 'literal';
    case 'BLOCK_FOLDED':
      return 'folded';
    default:
      return 'plain';
  }
}

function plainValue(value: unknown): string | number | boolean | null | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null ? null : undefined;
}
