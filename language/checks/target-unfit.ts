import type { Problem } from '../problem.ts';
import { numberOf, scalarOf, textOf } from '../resolve/read.ts';
import { contentSpan } from '../syntax/placement.ts';
import type { MapNode, Pair, Tree } from '../syntax/tree.ts';
import { alternatives, problem } from './problem.ts';
import type { FileRequests, PlacedModel } from './requests.ts';
import { topLevelPair } from './top-level.ts';

/** Targets that the models do not go with. */
export function unfitTargets(tree: Tree, { models, used }: FileRequests): readonly Problem[] {
  const asked = models.filter(({ name }) => used.has(name));
  return targetsOf(tree).flatMap(({ key, value }) => {
    if (value?.kind !== 'map' || textOf(value, 'kind') === undefined) return [];
    return [...embedded(key, asked), ...gpus(key, value, asked)];
  });
}

/** Entries of `targets` with spans of the file, whether they are chunks of their own or stand in braces. */
function targetsOf(tree: Tree): readonly Pair[] {
  const own = tree.chunks.flatMap((placed) => (placed.section === 'targets' ? placed.pairs : []));
  const inBraces = topLevelPair(tree, 'targets')?.value;
  return inBraces?.kind === 'map' ? [...own, ...inBraces.pairs] : own;
}

function embedded(key: Pair['key'], models: readonly PlacedModel[]): readonly Problem[] {
  const names = models.filter((model) => model.embedded).map(({ name }) => `\`${name}\``);
  if (names.length === 0) return [];
  const what = names.length === 1 ? 'is embedded' : 'are embedded';
  const message = `${alternatives(names).replace(' or ', ' and ')} ${what} (\`gguf\`), so every worker of \`${key.text}\` needs the engine and the weights in its cache; \`serve\` starts a server there instead.`;
  return [problem('target-unfit', contentSpan(key), message)];
}

function gpus(key: Pair['key'], target: MapNode, models: readonly PlacedModel[]): readonly Problem[] {
  const node = scalarOf(target, 'gpus');
  const given = numberOf(target, 'gpus');
  if (node === undefined || given === undefined) return [];
  const serving = models.filter(({ serverGpus }) => serverGpus !== undefined);
  const largest = serving.toSorted((a, b) => (b.serverGpus ?? 0) - (a.serverGpus ?? 0))[0];
  const needed = largest?.serverGpus ?? 0;
  if (largest !== undefined && needed > given) {
    const message = `A worker of \`${key.text}\` has ${given} GPUs, and the server of \`${largest.name}\` takes ${needed}.`;
    return [problem('target-unfit', node.span, message)];
  }
  if (given === 0 || needed > 0 || models.some((model) => model.embedded)) return [];
  const message = `No model is served by the workers of \`${key.text}\` (\`serve\`), so their GPUs have nothing to do.`;
  return [problem('no-effect', node.span, message)];
}
