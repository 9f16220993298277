import type { Span } from '../span.ts';
import { childrenOf } from './children.ts';
import { applicatorNames } from './filters/index.ts';
import { type Layer, layerOver } from './layer.ts';
import type { FilterUse, LocalName, NameUse, TestUse } from './parsed.ts';
import type { Expression, FilterNode, Target, TemplateNode, TestNode } from './tree.ts';

/** Everything that a template or an expression refers to by name. */
export interface CollectedUses {
  readonly names: readonly NameUse[];
  readonly filters: readonly FilterUse[];
  readonly tests: readonly TestUse[];
  readonly locals: readonly LocalName[];
}

/** Names that exist for certain. */
type Bound = Layer<true>;

interface Collecting {
  readonly names: NameUse[];
  readonly filters: FilterUse[];
  readonly tests: TestUse[];
  readonly locals: LocalName[];
}

export function usesOfExpression(expression: Expression): CollectedUses {
  const uses: Collecting = { names: [], filters: [], tests: [], locals: [] };
  collect(expression, layerOver(), false, uses);
  return uses;
}

/** `end` is the length of the source: names that are set outside of any block exist up to there. */
export function usesOfTemplate(nodes: readonly TemplateNode[], end: number): CollectedUses {
  const uses: Collecting = { names: [], filters: [], tests: [], locals: [] };
  collectAll(nodes, layerOver(), end, uses);
  return uses;
}

/**
 * Goes through nodes in order; `bound` holds the names that exist for certain, and grows with every `set`. A name that
 * only some branches of an `if` set may not exist behind it, so it stays free, as `jinja2.meta` has it.
 */
function collectAll(nodes: readonly TemplateNode[], bound: Bound, end: number, uses: Collecting): void {
  for (const node of nodes) collectNode(node, bound, end, uses);
}

function collectNode(node: TemplateNode, bound: Bound, end: number, uses: Collecting): void {
  switch (node.kind) {
    case 'text':
      return;
    case 'output':
      collect(node.expression, bound, false, uses);
      return;
    case 'if': {
      const ends: Bound[] = [];
      for (const { condition, body } of node.branches) {
        collect(condition, bound, false, uses);
        const inside = layerOver(bound);
        collectAll(body, inside, end, uses);
        ends.push(inside);
      }
      if (node.otherwise === null) return;
      const [first, ...others] = ends;
      const last = layerOver(bound);
      collectAll(node.otherwise, last, end, uses);
      for (const name of first?.own.keys() ?? []) {
        if ([...others, last].every((names) => names.get(name))) bound.set(name, true);
      }
      return;
    }
    case 'for': {
      collect(node.items, bound, false, uses);
      const inside = layerOver(bound);
      bind(node.targets, inside, node.bodySpan.start, node.bodySpan.end, uses);
      if (node.condition) collect(node.condition, inside, false, uses);
      inside.set('loop', true);
      collectAll(node.body, inside, node.bodySpan.end, uses);
      if (node.otherwise) collectAll(node.otherwise, layerOver(bound), node.bodySpan.end, uses);
      return;
    }
    case 'set':
      collect(node.value, bound, false, uses);
      bind(node.targets, bound, node.span.end, end, uses);
      return;
    case 'set-block':
      collectAll(node.body, layerOver(bound), node.span.end, uses);
      for (const filter of node.filters) collectApplication(filter, 'filter', bound, uses);
      bind([node.target], bound, node.span.end, end, uses);
      return;
    case 'with': {
      for (const { value } of node.bindings) collect(value, bound, false, uses);
      const inside = layerOver(bound);
      for (const { targets } of node.bindings) bind(targets, inside, node.bodySpan.start, node.bodySpan.end, uses);
      collectAll(node.body, inside, node.bodySpan.end, uses);
      return;
    }
  }
}

function bind(targets: readonly Target[], bound: Bound, from: number, to: number, uses: Collecting): void {
  for (const { name, span } of targets) {
    bound.set(name, true);
    uses.locals.push({ name, span, from, to });
  }
}

function collect(node: Expression, bound: Bound, guarded: boolean, uses: Collecting): void {
  const chain = chainOf(node);
  if (chain) {
    if (!bound.get(chain.name)) uses.names.push({ ...chain, guarded });
    return;
  }
  switch (node.kind) {
    case 'filter':
      collect(node.input, bound, node.name === 'default' || node.name === 'd', uses);
      collectApplication(node, 'filter', bound, uses);
      return;
    case 'test':
      collect(node.input, bound, node.name === 'defined' || node.name === 'undefined', uses);
      collectApplication(node, 'test', bound, uses);
      return;
    case 'field':
    case 'index':
      // The chain breaks off here: `doc[key].x`, `(a | first).x`.
      for (const child of childrenOf(node)) collect(child, bound, child === node.object && guarded, uses);
      return;
    default:
      if (node.kind === 'call' && node.callee !== 'range' && !bound.get('loop')) {
        const span = { start: node.calleeSpan.start, end: node.calleeSpan.start + 'loop'.length };
        uses.names.push({ name: 'loop', path: [], span, pathSpans: [], guarded: false });
      }
      for (const child of childrenOf(node)) collect(child, bound, false, uses);
  }
}

/** The filter or test itself, its arguments, and the filter or test that `map`, `select` and their like name by text. */
function collectApplication(
  node: Omit<FilterNode, 'input'> | TestNode,
  kind: 'filter' | 'test',
  bound: Bound,
  uses: Collecting,
): void {
  (kind === 'filter' ? uses.filters : uses.tests).push({ name: node.name, span: node.nameSpan });
  for (const { value } of node.arguments) collect(value, bound, false, uses);
  const applied =
    kind === 'filter' && Object.hasOwn(applicatorNames, node.name) ? applicatorNames[node.name] : undefined;
  if (applied === undefined) return;
  const argument = node.arguments.filter(({ name }) => name === null)[applied.position];
  if (argument?.value.kind !== 'literal' || typeof argument.value.value !== 'string') return;
  const span = insideQuotes(argument.value.tokenSpan);
  (applied.kind === 'filter' ? uses.filters : uses.tests).push({ name: argument.value.value, span });
}

interface Chain {
  readonly name: string;
  readonly path: readonly string[];
  readonly span: Span;
  readonly pathSpans: readonly Span[];
}

/** `a.b["c"]` as a name and the fields read from it; null for everything that is no such chain. */
export function chainOf(node: Expression): Chain | null {
  const path: string[] = [];
  const pathSpans: Span[] = [];
  let at = node;
  for (;;) {
    if (at.kind === 'field') {
      path.push(at.field);
      pathSpans.push(at.fieldSpan);
      at = at.object;
    } else if (at.kind === 'index' && at.index.kind === 'literal' && typeof at.index.value === 'string') {
      path.push(at.index.value);
      pathSpans.push(insideQuotes(at.index.tokenSpan));
      at = at.object;
    } else {
      break;
    }
  }
  if (at.kind !== 'name') return null;
  return { name: at.name, path: path.toReversed(), span: at.nameSpan, pathSpans: pathSpans.toReversed() };
}

function insideQuotes({ start, end }: Span): Span {
  return { start: start + 1, end: end - 1 };
}
