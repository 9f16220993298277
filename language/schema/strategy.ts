import type { MapSpec } from './spec.ts';

/** The whole file. */
export const strategySpec: MapSpec = { kind: 'map', noun: 'a strategy', keys: [] };
