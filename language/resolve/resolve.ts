import { LineIndex } from '../line-index.ts';
import type { Origin, Output, Strategy, Test, Variable, VariableValue } from '../strategy.ts';
import type { MapNode, Node, Tree } from '../syntax/tree.ts';
import { gatesOf, lineOf } from './expressions.ts';
import { resolveBudget, resolveDecontaminate, resolveDedup, resolveMix } from './mixture.ts';
import { resolveModels } from './models.ts';
import { mapOf, nodesOf, numberOf, scalarOf, scalarsOf, textOf } from './read.ts';
import { resolveRephrasings } from './rephrasings.ts';
import { resolveTargets } from './targets.ts';

const defaultRows = 1000;

/** The strategy that a tree without errors says, with every default filled in. */
export function resolve({ text, root }: Tree): Strategy | undefined {
  const name = textOf(root, 'strategy');
  if (root === undefined || name === undefined) return undefined;
  const lines = new LineIndex(text);
  const seeds = mapOf(root, 'seeds');
  const models = resolveModels(root);
  return {
    version: 1,
    name,
    about: textOf(root, 'about') ?? null,
    origin: resolveOrigin(mapOf(root, 'origin')),
    seed: numberOf(root, 'seed') ?? 0,
    let: resolveLet(mapOf(root, 'let')),
    seeds: {
      from: scalarsOf(seeds, 'from').map((path) => path.text),
      text: textOf(seeds, 'text') ?? 'text',
      id: textOf(seeds, 'id') ?? null,
      keep: gatesOf(seeds, lines),
      limit: numberOf(seeds, 'limit') ?? null,
    },
    models,
    variables: resolveVariables(mapOf(root, 'variables')),
    rephrasings: resolveRephrasings(root, models, lines),
    mix: resolveMix(mapOf(root, 'mix')),
    dedup: resolveDedup(mapOf(root, 'dedup')),
    decontaminate: resolveDecontaminate(mapOf(root, 'decontaminate')),
    budget: resolveBudget(mapOf(root, 'budget')),
    output: resolveOutput(mapOf(root, 'output')),
    tests: resolveTests(root, lines),
    targets: resolveTargets(root),
  };
}

function resolveOrigin(map: MapNode | undefined): Origin | null {
  const source = textOf(map, 'source');
  if (source === undefined) return null;
  const fidelity = textOf(map, 'fidelity');
  switch (fidelity) {
    case 'published':
    case 'reconstructed':
    case 'original':
      return { source, fidelity };
    default:
      return { source, fidelity: 'not published' };
  }
}

function resolveOutput(map: MapNode | undefined): Output {
  return {
    to: textOf(map, 'to') ?? null,
    as: textOf(map, 'as') === 'jsonl' ? 'jsonl' : 'parquet',
    rows: numberOf(map, 'rows') ?? defaultRows,
    rejects: scalarOf(map, 'rejects')?.value !== false,
    raw: scalarOf(map, 'raw')?.value === true,
  };
}

function resolveTests(root: MapNode, lines: LineIndex): readonly Test[] {
  return nodesOf(root, 'tests').flatMap((node) => {
    const document = node.kind === 'map' ? textOf(node, 'document') : undefined;
    if (node.kind !== 'map' || document === undefined) return [];
    const rephrasings = scalarsOf(node, 'rephrasings').map(({ text }) => text);
    return [{ line: lineOf(node, lines), document, rephrasings, expect: gatesOf(node, lines, 'expect') }];
  });
}

function resolveLet(map: MapNode | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (map?.pairs ?? []).flatMap(({ key, value }) => (value?.kind === 'scalar' ? [[key.text, value.text]] : [])),
  );
}

function resolveVariables(map: MapNode | undefined): Readonly<Record<string, Variable>> {
  return Object.fromEntries((map?.pairs ?? []).map(({ key, value }) => [key.text, { values: weighted(value) }]));
}

function weighted(node: Node | undefined): Variable['values'] {
  if (node?.kind === 'list') return node.items.flatMap((item) => literal(item).map((value) => ({ value, weight: 1 })));
  if (node?.kind !== 'map') return [];
  return node.pairs.flatMap(({ key, value }) => {
    const weight = value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : 0;
    return literal(key).map((of) => ({ value: of, weight }));
  });
}

function literal(node: Node): readonly VariableValue[] {
  return node.kind === 'scalar' && node.value !== null ? [node.value] : [];
}
