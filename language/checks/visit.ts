import type { Problem } from '../problem.ts';
import type { EntriesSpec, KeySpec, MapSpec, Spec } from '../schema/spec.ts';
import { strategySpec } from '../schema/strategy.ts';
import type { Chunk, MapNode, Node, Pair } from '../syntax/tree.ts';

/** One place of a file together with what the table says of it. */
export type Visit = MapVisit | EntriesVisit | ValueVisit;

/** Where a visit is. */
export interface Place {
  /** Keys from the top down to here. */
  readonly path: readonly string[];
  /** The pair whose value it is; undefined for the whole file. */
  readonly pair: Pair | undefined;
  /** The text that spans count in. */
  readonly text: string;
}

export interface MapVisit {
  readonly kind: 'map';
  readonly spec: MapSpec;
  readonly pairs: readonly Pair[];
  /** Undefined where nothing stands there yet. */
  readonly node: MapNode | undefined;
  /** True where other pairs of the same map stand elsewhere in the file, so that nothing can be said of the whole. */
  readonly partial: boolean;
  readonly place: Place;
}

export interface EntriesVisit {
  readonly kind: 'entries';
  readonly spec: EntriesSpec;
  readonly pairs: readonly Pair[];
  readonly partial: boolean;
  readonly place: Place;
}

/** A value that is no map of keys: a scalar, a list, or something that should not stand there. */
export interface ValueVisit {
  readonly kind: 'value';
  /** What was asked for, narrowed to the shape of what stands there. */
  readonly spec: Spec;
  /** What was asked for, before it was narrowed. */
  readonly asked: Spec;
  /** Undefined where nothing stands behind the colon. */
  readonly node: Node | undefined;
  readonly place: Place;
}

/** A check looks at one visit after the other and tells what it finds. */
export type Check = (visit: Visit, report: (found: Problem) => void) => void;

/** Visits everything in a chunk, from the outside in. */
export function* visits(chunk: Chunk, section: string | undefined, heads: boolean): Generator<Visit> {
  const { text, pairs } = chunk;
  const top: Place = { path: [], pair: undefined, text };
  if (section === undefined) {
    yield { kind: 'map', spec: strategySpec, pairs, node: undefined, partial: true, place: top };
    if (!heads) for (const pair of pairs) yield* visitPair(pair, strategySpec.keys, top);
    return;
  }
  const spec = strategySpec.keys.find(({ key }) => key === section)?.spec;
  if (spec?.kind === 'entries') yield* visitEntries(spec, pairs, true, { ...top, path: [section] });
}

function* visitPair(pair: Pair, keys: readonly KeySpec[], { path, text }: Place): Generator<Visit> {
  const found = keys.find(({ key }) => key === pair.key.text);
  if (found === undefined) return;
  yield* visitValue(pair.value, found.spec, { path: [...path, found.key], pair, text });
}

function* visitEntries(spec: EntriesSpec, pairs: readonly Pair[], partial: boolean, place: Place): Generator<Visit> {
  yield { kind: 'entries', spec, pairs, partial, place };
  for (const pair of pairs) {
    yield* visitValue(pair.value, spec.of, { path: [...place.path, pair.key.text], pair, text: place.text });
  }
}

function* visitValue(node: Node | undefined, asked: Spec, place: Place): Generator<Visit> {
  const spec = narrow(asked, node);
  if (spec.kind === 'map' && (node === undefined || node.kind === 'map')) {
    const pairs = node?.pairs ?? [];
    yield { kind: 'map', spec, pairs, node, partial: false, place };
    const keys = [...spec.keys, ...(spec.variants ?? []).flatMap((variant) => variant.keys)];
    for (const pair of pairs) yield* visitPair(pair, keys, place);
    return;
  }
  if (spec.kind === 'entries' && node?.kind === 'map') {
    yield* visitEntries(spec, node.pairs, false, place);
    return;
  }
  yield { kind: 'value', spec, asked, node, place };
  if (spec.kind === 'list' && node?.kind === 'list') {
    for (const item of node.items) yield* visitValue(item, spec.of, place);
  }
}

/** What a spec asks of a node of this shape: one of its alternatives, or itself where the node fits none. */
export function narrow(spec: Spec, node: Node | undefined): Spec {
  switch (spec.kind) {
    case 'one-or-list':
      return node?.kind === 'list' ? { kind: 'list', of: spec.of, atLeast: 0 } : narrow(spec.of, node);
    case 'or-not-published':
      return node?.kind === 'scalar' && node.text === 'not published' ? { kind: 'string' } : narrow(spec.of, node);
    case 'by-shape': {
      const chosen = node === undefined ? undefined : spec[node.kind];
      return chosen === undefined ? spec : narrow(chosen, node);
    }
    default:
      return spec;
  }
}
