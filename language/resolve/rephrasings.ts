import type { LineIndex } from '../line-index.ts';
import type { Model, Rephrasing } from '../strategy.ts';
import type { MapNode } from '../syntax/tree.ts';
import { resolveClean } from './clean.ts';
import { expression, gatesOf, lineOf } from './expressions.ts';
import { mapOf, numberOf, scalarOf, scalarsOf, textOf } from './read.ts';
import { resolveChunk, resolveWindow } from './passages.ts';
import { resolveSteps } from './steps.ts';

/** How often `on_fail: retry` asks again. */
const usualRetries = 2;

/** The rephrasings in the order of the file; one without a request is left out. */
export function resolveRephrasings(
  root: MapNode,
  models: Readonly<Record<string, Model>>,
  lines: LineIndex,
): readonly Rephrasing[] {
  const defaults = mapOf(root, 'defaults');
  const names = Object.keys(models);
  const model = textOf(defaults, 'model') ?? (names.length === 1 ? names[0] : undefined);
  const defaultClean = resolveClean(defaults) ?? [];
  const defaultGates = gatesOf(defaults, lines);
  return (mapOf(root, 'rephrasings')?.pairs ?? []).flatMap(({ key, value }) => {
    const map = value?.kind === 'map' ? value : undefined;
    const steps = resolveSteps(map, { models, model, defaults });
    if (steps.length === 0) return [];
    const style = textOf(map, 'style');
    const when = scalarOf(map, 'when');
    return [
      {
        name: key.text,
        line: lineOf(key, lines),
        about: textOf(map, 'about') ?? null,
        style: style === undefined || style === 'not published' ? null : style,
        when: when === undefined ? null : expression(when, lines),
        weight: numberOf(map, 'weight') ?? 1,
        rollouts: numberOf(map, 'rollouts') ?? 1,
        each: scalarsOf(map, 'each').map(({ text }) => text),
        window: resolveWindow(mapOf(map, 'window')),
        chunk: resolveChunk(mapOf(map, 'chunk'), lines),
        steps,
        result: textOf(map, 'result') ?? null,
        clean: resolveClean(map) ?? defaultClean,
        keep: [...defaultGates, ...gatesOf(map, lines)],
        retries: retriesOf(map),
        join: textOf(map, 'join') ?? null,
        assemble: textOf(map, 'assemble') ?? null,
      },
    ];
  });
}

function retriesOf(map: MapNode | undefined): number {
  return numberOf(mapOf(map, 'on_fail'), 'retry') ?? (textOf(map, 'on_fail') === 'retry' ? usualRetries : 0);
}
