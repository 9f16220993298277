import { type KnownModel, knownModels } from './known.ts';
import { findServers, type ListedServer, usualServers } from './local-servers.ts';
import type { RephraserOptions } from './options.ts';
import { cachedPlace } from './pull/places.ts';

/** A known model, and whether its weights are on this machine. */
export interface ListedModel {
  /** What `gguf:` says. */
  readonly name: string;
  readonly parameters: string;
  readonly sizeBytes: number;
  readonly license: string;
  readonly goodFor: string;
  /** Where it comes from: `hf:ORG/REPO/FILE`. */
  readonly source: string;
  readonly cached: boolean;
}

export interface ModelList {
  readonly models: readonly ListedModel[];
  /** Servers that answer on this machine. */
  readonly servers: readonly ListedServer[];
}

/** What a strategy can name on this machine: known weights, and servers that are running. Nothing leaves the machine. */
export async function listModels(
  options: Pick<RephraserOptions, 'environment' | 'cacheFolder' | 'signal'>,
  places = usualServers,
): Promise<ModelList> {
  const [models, servers] = await Promise.all([
    Promise.all(knownModels.map((model) => listed(model, options))),
    findServers(places, options.signal),
  ]);
  return { models, servers };
}

async function listed(
  { name, parameters, sizeBytes, license, goodFor, hub }: KnownModel,
  options: Pick<RephraserOptions, 'environment' | 'cacheFolder'>,
): Promise<ListedModel> {
  const cached = (await cachedPlace(hub, options)) !== null;
  return { name, parameters, sizeBytes, license, goodFor, source: `hf:${hub.repository}/${hub.file}`, cached };
}
