import { resolve } from 'node:path';
import { environmentNames, type HttpModel, type Model, type Strategy } from '#language';
import { canonicalJson, type Rephraser } from '#engine';
import { createRephraser, type RephraserOptions } from '#models';
import { CommandError, exitCodes } from './exit.ts';
import { isServed, type Servers, unservedRephraser } from './servers/servers.ts';

/** Where a model's requests go instead, for this time: by the model's name, `*` for all. */
export type ModelOverrides = ReadonlyMap<string, string>;

/** The rephrasers of a strategy. Each is opened at its first use, so that a model nobody asks is never loaded. */
export interface Rephrasers {
  /** The model that answers, as it is this time. @throws RangeError where the strategy has no such model */
  model(modelName: string): Model;
  get(modelName: string): Promise<Rephraser>;
  dispose(): Promise<void>;
}

/**
 * Rephrasers that are opened for one command and closed with it.
 * @param servers starts what `serve` says; only runs have it.
 */
export function openRephrasers(
  strategy: Strategy,
  overrides: ModelOverrides,
  options: RephraserOptions,
  servers: Servers | null = null,
): Rephrasers {
  const opened = new Map<string, Promise<Rephraser>>();
  const modelOf = (name: string): Model => overridden(name, modelNamed(name, strategy), overrides);
  return {
    model: modelOf,
    get(name) {
      const known = opened.get(name);
      if (known) return known;
      const opening = open(name, modelOf(name), options, servers);
      opened.set(name, opening);
      return opening;
    },
    async dispose() {
      await Promise.all([...opened.values()].map(close));
    },
  };
}

/** The models of a strategy as the overrides have them. */
export function overriddenModels(strategy: Strategy, overrides: ModelOverrides): ReadonlyMap<string, Model> {
  return new Map(Object.entries(strategy.models).map(([name, model]) => [name, overridden(name, model, overrides)]));
}

async function open(
  name: string,
  model: Model,
  options: RephraserOptions,
  servers: Servers | null,
): Promise<Rephraser> {
  if (!isServed(model)) return createRephraser(name, model, options);
  if (servers !== null) return servers.open(name, model, options);
  return unservedRephraser(name, model, await createRephraser(name, model, options));
}

/**
 * Rephrasers that stay open from one preview to the next, so that a local model is loaded once. The least recently used
 * is closed when there are more than `most`.
 */
export interface RephraserPool {
  /** The rephrasers of a strategy, out of the pool. Its `dispose` leaves them open. */
  of(strategy: Strategy, options: RephraserOptions): Rephrasers;
  dispose(): Promise<void>;
}

export function createRephraserPool(most: number): RephraserPool {
  const pool = new Map<string, Promise<Rephraser>>();
  return {
    of: (strategy, options) => ({
      model: (name) => modelNamed(name, strategy),
      get(name) {
        const model = modelNamed(name, strategy);
        const environment =
          model.kind === 'http' ? referenced(model).map((key) => options.environment(key) ?? null) : [];
        const key = canonicalJson([model, options.strategyFolder, environment]);
        const opening = pool.get(key) ?? open(name, model, options, null);
        // What could not be opened is tried afresh next time.
        opening.catch(() => pool.delete(key));
        pool.delete(key);
        pool.set(key, opening);
        for (const [oldest, unused] of [...pool].slice(0, Math.max(0, pool.size - most))) {
          pool.delete(oldest);
          void close(unused);
        }
        return opening;
      },
      dispose: async () => undefined,
    }),
    async dispose() {
      await Promise.all([...pool.values()].map(close));
      pool.clear();
    },
  };
}

function modelNamed(name: string, { models }: Strategy): Model {
  const model = models[name];
  if (model === undefined) throw new RangeError(`The strategy has no model ${name}.`);
  return model;
}

/** Closes a rephraser; what could not be opened needs no closing, and whoever asked for it knows why. */
async function close(opening: Promise<Rephraser>): Promise<void> {
  const rephraser = await opening.catch(() => null);
  await rephraser?.dispose();
}

/** Files of an option are relative to the working folder, not to the strategy. */
function fromHere(where: string): string {
  const [, kind, file] = /^(mock|gguf):(.*\.(?:jsonl|gguf))$/.exec(where) ?? [];
  return kind === undefined || file === undefined || file.startsWith('hf:') ? where : `${kind}:${resolve(file)}`;
}

function referenced(model: HttpModel): readonly string[] {
  return [...model.baseUrls, model.apiKey ?? ''].flatMap(environmentNames);
}

/** The model as the overrides have it. Its key and its limits per minute are for the hosts that the strategy names, and for no other place. */
export function overridden(name: string, model: Model, overrides: ModelOverrides): Model {
  const where = overrides.get(name) ?? overrides.get('*');
  if (where === undefined) return model;
  const { sampling, context, parameters, price } = model;
  const own = model.kind === 'http' && isOwnHost(where, model) ? model : null;
  const limits = own?.limits ?? { ...model.limits, requestsPerMinute: null, tokensPerMinute: null };
  const common = { sampling, limits, context, parameters, price };
  if (where.startsWith('mock:')) return { kind: 'mock', mock: where.slice('mock:'.length), ...common };
  if (where.startsWith('gguf:')) return { kind: 'gguf', gguf: where.slice('gguf:'.length), ...common };
  const id = model.kind === 'http' ? model.id : '';
  return {
    kind: 'http',
    id,
    apiKey: own?.apiKey ?? null,
    baseUrls: [where],
    serve: null,
    ...common,
  };
}

function isOwnHost(where: string, { baseUrls }: HttpModel): boolean {
  const host = hostOf(where);
  return host !== null && baseUrls.some((baseUrl) => hostOf(baseUrl) === host);
}

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null;
}

/**
 * Reads `NAME=WHERE` options. WHERE is a URL, `mock:echo`, `mock:FILE` or `gguf:NAME`.
 * @throws CommandError where an option is of another form or names a model that the strategy does not have.
 */
export function readOverrides(options: readonly string[], strategy: Strategy): ModelOverrides {
  const overrides = new Map<string, string>();
  for (const option of options) {
    const [, name, where] = /^([^=]+)=(.+)$/.exec(option) ?? [];
    if (name === undefined || where === undefined || !/^(https?:\/\/|mock:|gguf:)/.test(where)) {
      throw new CommandError(
        exitCodes.usage,
        `--model takes NAME=URL, NAME=mock:echo, NAME=mock:FILE or NAME=gguf:NAME, and not ${JSON.stringify(option)}.`,
      );
    }
    if (name !== '*' && !Object.hasOwn(strategy.models, name)) {
      const known = Object.keys(strategy.models).join(', ');
      throw new CommandError(exitCodes.usage, `--model names ${name}, but the strategy's models are: ${known}.`);
    }
    overrides.set(name, fromHere(where));
  }
  return overrides;
}
