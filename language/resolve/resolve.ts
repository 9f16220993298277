import { LineIndex } from '../line-index.ts';
import { compressionsOf } from '../schema/output.ts';
import type { Origin, Output, Strategy, Test } from '../strategy.ts';
import type { MapNode, Tree } from '../syntax/tree.ts';
import { gatesOf, lineOf } from './expressions.ts';
import { resolveBudget, resolveDecontaminate, resolveDedup, resolveMix } from './mixture.ts';
import { resolveModels } from './models.ts';
import { mapOf, nodesOf, numberOf, scalarOf, scalarsOf, textOf, wordOf } from './read.ts';
import { resolveRephrasings } from './rephrasings.ts';
import { resolveTargets } from './targets.ts';
import { allModels, type Used, usedLet, usedModels, usedVariables } from './used.ts';
import { resolveVariables } from './variables.ts';

const defaultRows = 1000;

/**
 * The strategy that a tree without errors says, with every default filled in. Of what other files define, only what it
 * needs is a part of it, so that nothing else in them changes it.
 */
export function resolve({ text, root }: Tree, used: Used): Strategy | undefined {
  const name = textOf(root, 'strategy');
  if (root === undefined || name === undefined) return undefined;
  const lines = new LineIndex(text);
  const seeds = mapOf(root, 'seeds');
  const own = resolveModels(root);
  const rephrasings = resolveRephrasings(root, { ...allModels(used), ...own }, lines);
  return {
    version: 1,
    name,
    about: textOf(root, 'about') ?? null,
    origin: resolveOrigin(mapOf(root, 'origin')),
    seed: numberOf(root, 'seed') ?? 0,
    let: { ...resolveLet(mapOf(root, 'let')), ...usedLet(used) },
    seeds: {
      from: scalarsOf(seeds, 'from').map((path) => path.text),
      text: textOf(seeds, 'text') ?? 'text',
      id: textOf(seeds, 'id') ?? null,
      keep: gatesOf(seeds, lines),
      limit: numberOf(seeds, 'limit') ?? null,
    },
    models: { ...own, ...usedModels(used, rephrasings) },
    variables: { ...resolveVariables(mapOf(root, 'variables')), ...usedVariables(used) },
    rephrasings,
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
  const as = textOf(map, 'as') === 'jsonl' ? 'jsonl' : 'parquet';
  const [usual] = compressionsOf[as];
  return {
    to: textOf(map, 'to') ?? null,
    as,
    compression: wordOf(map, 'compression', compressionsOf[as]) ?? usual,
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
