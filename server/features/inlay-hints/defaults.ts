import type { Node, Pair } from '#language';
import { entriesOf, entryOf, textAt, valueAt } from '../entries.ts';
import type { View } from '../view.ts';
import { behindKey, type Hint } from './shares.ts';

/** Behind each rephrasing that leaves it open: the model that it gets; behind its sampling: what is added to it. */
export function defaultHints(view: View): readonly Hint[] {
  const defaults = valueAt(view.analysis.tree.root, 'defaults');
  const models = entriesOf(view, 'model');
  const usual = textAt(defaults, 'model') ?? (models.length === 1 ? models[0]?.key.text : undefined);
  return entriesOf(view, 'rephrasing').flatMap((pair) => hintsOf(view, pair, usual));
}

function hintsOf(view: View, { key, value }: Pair, usual: string | undefined): readonly Hint[] {
  if (value?.kind !== 'map') return [];
  const own = textAt(value, 'model');
  const asks = valueAt(value, 'prompt') !== undefined || valueAt(value, 'steps') !== undefined;
  const model = own ?? usual;
  if (model === undefined || !asks) return [];
  const said = valueAt(value, 'sampling');
  const inherited = inheritedSampling(view, model, said);
  const at = behindKey(view, key);
  const named =
    own === undefined
      ? [{ at, label: model, tooltip: 'The model that is asked, as `defaults.model` or the only one.' }]
      : [];
  if (inherited === '') return named;
  const place = said?.span.end ?? modelEnd(value) ?? at;
  return [
    ...named,
    { at: place, label: inherited, tooltip: 'Sampling of the model and of `defaults` that counts here.' },
  ];
}

function modelEnd(value: Node): number | undefined {
  return valueAt(value, 'model')?.span.end;
}

/** What the defaults say of sampling goes over what the model says; what the rephrasing says itself is not repeated. */
function inheritedSampling(view: View, model: string, own: Node | undefined): string {
  const defaults = valueAt(valueAt(view.analysis.tree.root, 'defaults'), 'sampling');
  const ofModel = valueAt(entryOf(view, 'model', model)?.value, 'sampling');
  const values = new Map<string, string>();
  for (const map of [ofModel, defaults]) {
    if (map?.kind !== 'map') continue;
    for (const { key, value } of map.pairs) if (value !== undefined) values.set(key.text, short(value));
  }
  if (own?.kind === 'map') for (const { key } of own.pairs) values.delete(key.text);
  return [...values].map(([key, value]) => `${key} ${value}`).join(', ');
}

function short(node: Node): string {
  if (node.kind !== 'scalar') return '…';
  return node.text.length > 20 ? `${node.text.slice(0, 19)}…` : node.text;
}
