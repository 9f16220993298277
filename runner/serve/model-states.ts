import { type Rephraser, RephraserError } from '#engine';
import type { ModelState } from '#protocol';

/** Keeps the editor told how the models of previews are. */
export interface ModelStates {
  /** A model that is about to be opened, or is open already, under one of its names. */
  use(name: string, key: string, label: string): OneModel;
}

/** One model of the pool. */
export interface OneModel {
  is(state: ModelState['state'], detail?: string | null): void;
  /** What records call it, as soon as that is known. */
  called(label: string): void;
  /** It is not in the pool any more: cold, unless it has gone. */
  closed(): void;
}

interface Entry {
  readonly names: Set<string>;
  label: string;
  state: ModelState['state'];
  detail: string | null;
}

export function createModelStates(tell: (state: ModelState) => void): ModelStates {
  const entries = new Map<string, Entry>();

  const toldOf = (name: string, { label, state, detail }: Entry): void => tell({ model: name, label, state, detail });

  return {
    use(name, key, label) {
      const entry = entries.get(key) ?? { names: new Set(), label, state: 'cold', detail: null };
      entries.set(key, entry);
      if (!entry.names.has(name)) {
        entry.names.add(name);
        // Who comes later is told what the others know.
        if (entry.state !== 'cold') toldOf(name, entry);
      }
      return {
        is(state, detail = null) {
          if (entries.get(key) !== entry || (entry.state === state && entry.detail === detail)) return;
          Object.assign(entry, { state, detail });
          for (const one of entry.names) toldOf(one, entry);
        },
        called(label) {
          entry.label = label;
        },
        closed() {
          if (entries.get(key) !== entry) return;
          entries.delete(key);
          // The same model may be open once more, with other limits, under the same name.
          const isOpen = (one: string): boolean =>
            [...entries.values()].some(({ names, label: other }) => other === entry.label && names.has(one));
          if (entry.state === 'gone') return;
          for (const one of entry.names) if (!isOpen(one)) toldOf(one, { ...entry, state: 'cold', detail: null });
        },
      };
    },
  };
}

/**
 * The rephraser, with everybody told how its model is doing by what comes of requests. Its load is nobody's business here: a
 * preview has too few requests to be steered by it.
 */
export function watched({ load: _load, ...rephraser }: Rephraser, model: OneModel): Rephraser {
  return {
    ...rephraser,
    async rephrase(request, { onText, onState, ...options }) {
      try {
        const answer = await rephraser.rephrase(request, {
          ...options,
          ...(onText && {
            onText(text: string) {
              model.is('ready');
              onText(text);
            },
          }),
          onState(state) {
            model.is('loading', loadingDetail(state, rephraser.label));
            onState?.(state);
          },
        });
        model.is('ready');
        return answer;
      } catch (error) {
        if (!options.signal.aborted && isOutOfReach(error)) model.is('gone', error.message);
        throw error;
      }
    },
  };
}

/** What a model says while it is loaded, without what everybody says: how far it is, or null. */
function loadingDetail(state: string, label: string): string | null {
  const usual = `loading ${label}`;
  if (!state.startsWith(usual)) return state;
  const more = state.slice(usual.length).trim();
  return more === '' ? null : more;
}

/** Whether nobody answered: any answer of a server, were it a refusal, has a status. */
function isOutOfReach(error: unknown): error is RephraserError {
  return error instanceof RephraserError && error.kind !== 'piece' && error.status === null;
}
