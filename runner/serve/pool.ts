import { basename } from 'node:path';
import { environmentNames, type Model, type Strategy } from '#language';
import { canonicalJson, type Rephraser, type Terms } from '#engine';
import type { RephraserOptions } from '#models';
import {
  closeRephraser,
  editorPrefix,
  modelNamed,
  modelPrefix,
  type ModelOverrides,
  openRephraser,
  overridden,
  type Rephrasers,
} from '../rephrasers.ts';
import { type Answers, remembering } from './answers.ts';
import { type AskEditor, createEditorRephraser } from './editor-model.ts';
import { type ModelStates, type OneModel, watched } from './model-states.ts';

/**
 * Rephrasers that stay open from one preview to the next, so that a local model is loaded once. The least recently used of
 * those that nobody uses is closed when there are more than `most`.
 */
export interface RephraserPool {
  /** The rephrasers of a strategy, out of the pool; its `dispose` gives them back. */
  of(strategy: Strategy, view: PoolView): Rephrasers;
  /** Models that are open. */
  readonly size: number;
  /** What a server calls the model of a place where the strategy does not say it; empty before it was asked. */
  idAt(baseUrl: string): string;
  dispose(): Promise<void>;
}

export interface PoolView {
  readonly overrides: ModelOverrides;
  readonly options: RephraserOptions;
  /** Whether a request that was answered before gets the same answer again without asking. */
  readonly remember: boolean;
}

export interface PoolHost {
  readonly most: number;
  readonly states: ModelStates;
  readonly answers: Answers;
  readonly askEditor: AskEditor;
}

interface Entry {
  readonly opening: Promise<{ readonly asked: Rephraser; readonly remembered: Rephraser }>;
  readonly model: OneModel;
  users: number;
}

/** Where requests go this time: to a model of the strategy or of its place, or to one of the editor. */
export type Place =
  | { readonly kind: 'model'; readonly model: Model }
  | { readonly kind: 'editor'; readonly id: string; readonly terms: Terms };

export function placeOf(name: string, strategy: Strategy, overrides: ModelOverrides): Place {
  const model = modelNamed(name, strategy);
  const where = overrides.get(name) ?? overrides.get('*') ?? '';
  if (where.startsWith(modelPrefix)) {
    return { kind: 'model', model: modelNamed(where.slice(modelPrefix.length), strategy) };
  }
  if (!where.startsWith(editorPrefix)) return { kind: 'model', model: overridden(name, model, overrides) };
  const limits = { ...model.limits, requestsPerMinute: null, tokensPerMinute: null };
  return { kind: 'editor', id: where.slice(editorPrefix.length), terms: { ...model, limits } };
}

export function createRephraserPool({ most, states, answers, askEditor }: PoolHost): RephraserPool {
  const pool = new Map<string, Entry>();
  const ids = new Map<string, string>();

  function entryOf(name: string, place: Place, options: RephraserOptions): Entry {
    const key = openedBy(place, options);
    const known = pool.get(key);
    const model = states.use(name, key, labelOf(place));
    // Behind the others again, as the one that was used last.
    pool.delete(key);
    const entry = known ?? { opening: open(name, place, options, model), model, users: 0 };
    pool.set(key, entry);
    if (known === undefined) {
      // What could not be opened is tried afresh next time.
      entry.opening.catch(() => {
        if (pool.get(key) === entry) pool.delete(key);
        model.closed();
      });
    }
    return entry;
  }

  async function open(name: string, place: Place, options: RephraserOptions, told: OneModel) {
    told.is('loading');
    const onNotice = (notice: string): void => {
      told.is('loading', notice);
      options.onNotice(notice);
    };
    try {
      const rephraser = await opened(name, place, { ...options, onNotice });
      told.called(rephraser.label);
      // Weights are loaded with the first request; everything else is there.
      if (place.kind === 'editor' || place.model.kind !== 'gguf') told.is('ready');
      if (place.kind === 'model' && place.model.kind === 'http' && place.model.id === '') {
        ids.set(place.model.baseUrls[0] ?? '', rephraser.label);
      }
      const asked = watched(rephraser, told);
      return { asked, remembered: remembering(asked, answersFrom(place, options), answers) };
    } catch (error) {
      told.is('gone', error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  function opened(name: string, place: Place, options: RephraserOptions): Promise<Rephraser> {
    if (place.kind === 'model') return openRephraser(name, place.model, options);
    return Promise.resolve(createEditorRephraser(place.id, askEditor));
  }

  function closeUnused(): void {
    for (const [key, entry] of pool) {
      if (pool.size <= most) return;
      if (entry.users > 0) continue;
      pool.delete(key);
      void close(entry);
    }
  }

  return {
    of(strategy, { overrides, options, remember }) {
      const used = new Map<string, Entry>();
      return {
        model(name) {
          const place = placeOf(name, strategy, overrides);
          return place.kind === 'model' ? place.model : place.terms;
        },
        async get(name) {
          const entry = used.get(name) ?? entryOf(name, placeOf(name, strategy, overrides), options);
          if (!used.has(name)) {
            used.set(name, entry);
            entry.users++;
            closeUnused();
          }
          const { asked, remembered } = await entry.opening;
          return remember ? remembered : asked;
        },
        async dispose() {
          for (const entry of used.values()) entry.users--;
          used.clear();
          closeUnused();
        },
      };
    },
    get size() {
      return pool.size;
    },
    idAt: (baseUrl) => ids.get(baseUrl) ?? '',
    async dispose() {
      await Promise.all([...pool.values()].map(close));
      pool.clear();
    },
  };
}

async function close({ opening, model }: Entry): Promise<void> {
  await closeRephraser(opening.then(({ asked }) => asked));
  model.closed();
}

/** All that an open model hangs on; what every request says by itself is not among it. */
function openedBy(place: Place, options: RephraserOptions): string {
  if (place.kind === 'editor') return canonicalJson(['editor', place.id]);
  const { sampling: _sampling, price: _price, parameters: _parameters, limits, ...model } = place.model;
  const { concurrency, timeout } = limits;
  return canonicalJson([model, concurrency, timeout, options.strategyFolder, environmentOf(place.model, options)]);
}

/** All that an answer hangs on besides the request and the name of the model. */
function answersFrom(place: Place, options: RephraserOptions): string {
  if (place.kind === 'editor') return canonicalJson(['editor', place.id]);
  const { model } = place;
  const folder = options.strategyFolder;
  if (model.kind === 'mock') return canonicalJson(['mock', model.mock, folder]);
  if (model.kind === 'gguf') return canonicalJson(['gguf', model.gguf, folder, model.context]);
  return canonicalJson(['http', model.id, model.baseUrls, environmentOf(model, options)]);
}

/** Values of the variables that a model's addresses and key name. */
function environmentOf(model: Model, { environment }: RephraserOptions): readonly (string | null)[] {
  if (model.kind !== 'http') return [];
  const names = [...model.baseUrls, model.apiKey ?? ''].flatMap(environmentNames);
  return names.map((name) => environment(name) ?? null);
}

/** What records will call the model, as far as that is known before it is open. */
function labelOf(place: Place): string {
  if (place.kind === 'editor') return `editor:${place.id}`;
  const { model } = place;
  if (model.kind === 'http') return model.id === '' ? (model.baseUrls[0] ?? '') : model.id;
  if (model.kind === 'mock') return model.mock === 'echo' ? 'mock:echo' : `mock:${basename(model.mock)}`;
  return basename(model.gguf).replace(/\.gguf$/i, '');
}
