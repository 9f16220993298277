import { resolve } from 'node:path';
import type { HttpModel, Model, Strategy } from '#language';
import type { Rephraser, Terms } from '#engine';
import { createRephraser, type RephraserOptions } from '#models';
import { CommandError, exitCodes } from './exit.ts';
import { isServed, type Servers, unservedRephraser } from './servers/servers.ts';

/** Where a model's requests go instead, for this time: by the model's name, `*` for all. */
export type ModelOverrides = ReadonlyMap<string, string>;

/** The rephrasers of a strategy. Each is opened at its first use, so that a model nobody asks is never loaded. */
export interface Rephrasers {
  /** What the model that answers this time is bound by. @throws RangeError where the strategy has no such model */
  model(modelName: string): Terms;
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
      const opening = openRephraser(name, modelOf(name), options, servers);
      opened.set(name, opening);
      return opening;
    },
    async dispose() {
      await Promise.all([...opened.values()].map(closeRephraser));
    },
  };
}

/** The models of a strategy as the overrides have them. */
export function overriddenModels(strategy: Strategy, overrides: ModelOverrides): ReadonlyMap<string, Model> {
  return new Map(Object.entries(strategy.models).map(([name, model]) => [name, overridden(name, model, overrides)]));
}

/** Opens a model; one that has a server of its own only runs start. @throws RephraserError as `createRephraser` does */
export async function openRephraser(
  name: string,
  model: Model,
  options: RephraserOptions,
  servers: Servers | null = null,
): Promise<Rephraser> {
  if (!isServed(model)) return createRephraser(name, model, options);
  if (servers !== null) return servers.open(name, model, options);
  return unservedRephraser(name, model, await createRephraser(name, model, options));
}

/** @throws RangeError where the strategy has no such model */
export function modelNamed(name: string, { models }: Strategy): Model {
  const model = models[name];
  if (model === undefined) throw new RangeError(`The strategy has no model ${name}.`);
  return model;
}

/** Closes a rephraser; what could not be opened needs no closing, and whoever asked for it knows why. */
export async function closeRephraser(opening: Promise<Rephraser>): Promise<void> {
  const rephraser = await opening.catch(() => null);
  await rephraser?.dispose();
}

/** Files of an option are relative to the working folder, not to the strategy. */
function fromHere(where: string): string {
  const [, kind, file] = /^(mock|gguf):(.*\.(?:jsonl|gguf))$/.exec(where) ?? [];
  return kind === undefined || file === undefined || file.startsWith('hf:') ? where : `${kind}:${resolve(file)}`;
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

/** What a model's requests can be sent to instead. */
const elsewhere = /^(https?:\/\/|mock:|gguf:)/;

/**
 * Reads `NAME=WHERE` options. WHERE is a URL, `mock:echo`, `mock:FILE` or `gguf:NAME`.
 * @throws CommandError where an option is of another form or names a model that the strategy does not have.
 */
export function readOverrides(options: readonly string[], strategy: Strategy): ModelOverrides {
  const overrides = new Map<string, string>();
  for (const option of options) {
    const [, name, where = ''] = /^([^=]+)=(.+)$/.exec(option) ?? [];
    if (where.startsWith(editorPrefix)) {
      throw new CommandError(
        exitCodes.usage,
        `--model takes no models of an editor, and ${option} names one: only previews in the editor can ask them.`,
      );
    }
    if (name === undefined || !elsewhere.test(where)) {
      throw new CommandError(
        exitCodes.usage,
        `--model takes NAME=URL, NAME=mock:echo, NAME=mock:FILE or NAME=gguf:NAME, and not ${JSON.stringify(option)}.`,
      );
    }
    demandModel(name, strategy, '--model names');
    overrides.set(name, fromHere(where));
  }
  return overrides;
}

/** What a place begins with that means a model of the editor. */
export const editorPrefix = 'editor:';

/** What a place begins with that means another model of the strategy, with its own key and limits; sampling stays that of the prompt. */
export const modelPrefix = 'model:';

/**
 * Overrides as the editor sends them: WHERE may also be `editor:ID` or `model:NAME`, and files are relative to the strategy,
 * since nobody in an editor knows a working folder.
 * @throws CommandError as {@link readOverrides} does
 */
export function overridesOf(models: Readonly<Record<string, string>>, strategy: Strategy): ModelOverrides {
  for (const [name, where] of Object.entries(models)) {
    if (where.startsWith(modelPrefix)) {
      demandModel(where.slice(modelPrefix.length), strategy, `Requests of ${name} were to go to the model`);
    } else if (!elsewhere.test(where) && !where.startsWith(editorPrefix)) {
      throw new CommandError(
        exitCodes.usage,
        `Requests of the model ${name} cannot go to ${JSON.stringify(where)}: a URL, mock:echo, mock:FILE, gguf:NAME, model:NAME or editor:ID is needed.`,
      );
    }
    demandModel(name, strategy, 'Requests were to go elsewhere for the model');
  }
  return new Map(Object.entries(models));
}

function demandModel(name: string, { models }: Strategy, said: string): void {
  if (name === '*' || Object.hasOwn(models, name)) return;
  const known = Object.keys(models).join(', ');
  throw new CommandError(exitCodes.usage, `${said} ${name}, but the strategy's models are: ${known}.`);
}
