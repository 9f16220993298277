import type { DescribeResult, ModelState } from '#protocol';

/** How the models of a strategy are, in a few words and one by one. */
export interface ModelSummary {
  /** With icons of VS Code. */
  readonly text: string;
  readonly lines: readonly string[];
  readonly gone: boolean;
}

type Described = Pick<DescribeResult['models'][number], 'name' | 'label'>;

/** @param told what the service has said, newest last; a model of which it has said nothing is cold */
export function modelSummary(models: readonly Described[], told: readonly ModelState[]): ModelSummary {
  const states = models.map((model) => ({ ...stateOf(model, told), model }));
  const lines = states.map(({ model: { name, label }, state, detail }) => {
    const more = detail === null ? '' : ` (${detail})`;
    return `${name}: ${state}${more}, ${label}`;
  });
  const gone = states.find(({ state }) => state === 'gone');
  if (gone) return { text: `$(warning) ${shown(gone.model.name)} is gone`, lines, gone: true };
  const loading = states.find(({ state }) => state === 'loading');
  if (loading) {
    const how = loading.detail ?? '';
    return { text: `$(loading~spin) ${shown(`${loading.model.name} loading ${how}`.trim())}`, lines, gone: false };
  }
  const ready = states.filter(({ state }) => state === 'ready').length;
  const [only] = models;
  const all = only && models.length === 1 ? only.name : `${models.length} models`;
  if (ready === 0) return { text: `$(circle-outline) ${shown(all)} cold`, lines, gone: false };
  if (ready === models.length) return { text: `$(pass) ${shown(all)} ready`, lines, gone: false };
  return { text: `$(pass) ${ready} of ${models.length} models ready`, lines, gone: false };
}

/** Strategies may call different models by one name; then what is told of one is not true of the other. */
function stateOf({ name, label }: Described, told: readonly ModelState[]): Pick<ModelState, 'state' | 'detail'> {
  const found = told.findLast((one) => one.model === name && bare(label).includes(bare(one.label)));
  return found ?? { state: 'cold', detail: null };
}

function bare(label: string): string {
  return label.replaceAll(/\s/g, '');
}

function shown(text: string): string {
  return text.replaceAll('$(', '$ (');
}
