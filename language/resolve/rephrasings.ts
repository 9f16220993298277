import type { LineIndex } from '../line-index.ts';
import type { Expression, Rephrasing } from '../strategy.ts';
import type { MapNode, ScalarNode } from '../syntax/tree.ts';
import { resolveClean } from './clean.ts';
import { mapOf, numberOf, scalarOf, scalarsOf, textOf } from './read.ts';
import { resolveSampling } from './sampling.ts';
import type { Model } from '../strategy.ts';

/** The rephrasings in the order of the file; one without prompt or model is left out. */
export function resolveRephrasings(
  root: MapNode,
  models: Readonly<Record<string, Model>>,
  lines: LineIndex,
): readonly Rephrasing[] {
  const defaults = mapOf(root, 'defaults');
  const names = Object.keys(models);
  const defaultModel = textOf(defaults, 'model') ?? (names.length === 1 ? names[0] : undefined);
  const defaultClean = resolveClean(defaults) ?? [];
  const defaultGates = gatesOf(defaults, lines);
  return (mapOf(root, 'rephrasings')?.pairs ?? []).flatMap(({ key, value }) => {
    const map = value?.kind === 'map' ? value : undefined;
    const prompt = textOf(map, 'prompt');
    const name = textOf(map, 'model') ?? defaultModel;
    const model = name === undefined || !Object.hasOwn(models, name) ? undefined : models[name];
    if (prompt === undefined || name === undefined || model === undefined) return [];
    const style = textOf(map, 'style');
    const when = scalarOf(map, 'when');
    return [
      {
        name: key.text,
        line: lineOf(key, lines),
        about: textOf(map, 'about') ?? null,
        style: style === undefined || style === 'not published' ? null : style,
        model: name,
        when: when === undefined ? null : expression(when, lines),
        rollouts: numberOf(map, 'rollouts') ?? 1,
        each: scalarsOf(map, 'each').map(({ text }) => text),
        system: textOf(map, 'system') ?? null,
        prompt,
        prefill: textOf(map, 'prefill') ?? null,
        sampling: { ...model.sampling, ...resolveSampling(defaults), ...resolveSampling(map) },
        clean: resolveClean(map) ?? defaultClean,
        keep: [...defaultGates, ...gatesOf(map, lines)],
        assemble: textOf(map, 'assemble') ?? null,
      },
    ];
  });
}

/** The expressions of `keep`, with the lines they begin on. */
export function gatesOf(map: MapNode | undefined, lines: LineIndex): readonly Expression[] {
  return scalarsOf(map, 'keep').map((node) => expression(node, lines));
}

function expression(node: ScalarNode, lines: LineIndex): Expression {
  return { expression: node.text, line: lineOf(node, lines) };
}

function lineOf({ span }: ScalarNode, lines: LineIndex): number {
  return lines.positionOf(span.start).line + 1;
}
