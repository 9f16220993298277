import type { Node, Pair, ScalarNode } from '#language';
import { entriesOf, valueAt } from '../entries.ts';
import type { View } from '../view.ts';

/** One hint, behind the character at `at`. */
export interface Hint {
  readonly at: number;
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
}

/** Weights of variables and rephrasings as shares, and what each rephrasing is of the mixture. */
export function shareHints(view: View): readonly Hint[] {
  return [...entriesOf(view, 'variable').flatMap(({ value }) => valueHints(value)), ...mixtureHints(view)];
}

/** Behind each weight of a variable: how often the value is drawn. */
function valueHints(value: Node | undefined): readonly Hint[] {
  if (value?.kind !== 'map') return [];
  const weighted = value.pairs.map((pair) => ({ pair, weight: numberOf(pair.value) }));
  const total = weighted.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
  if (total <= 0) return [];
  return weighted.flatMap(({ pair, weight }) =>
    weight === undefined || pair.value === undefined
      ? []
      : [
          {
            at: pair.value.span.end,
            label: percent(weight / total),
            tooltip: `Share of the draws that give \`${pair.key.text}\`: its weight over the sum of all weights.`,
          },
        ],
  );
}

function mixtureHints(view: View): readonly Hint[] {
  const { root } = view.analysis.tree;
  const mix = valueAt(root, 'mix');
  const natural = shareOf(valueAt(mix, 'natural'));
  const drawn = typeof scalar(valueAt(mix, 'per_document')) === 'number';
  const rephrasings = entriesOf(view, 'rephrasing').map((pair) => {
    const weight = drawn ? Math.max(0, numberOf(valueAt(pair.value, 'weight')) ?? 1) : 1;
    return { pair, weight, records: weight * timesDone(view, pair) };
  });
  const weights = rephrasings.reduce((sum, { weight }) => sum + weight, 0);
  const total = rephrasings.reduce((sum, { records }) => sum + records, 0);
  const rephrased = natural === undefined ? undefined : 1 - natural;
  const shares = rephrasings.flatMap(({ pair: { key, value }, weight, records }) => {
    if (total <= 0) return [];
    const written = drawn ? valueAt(value, 'weight') : undefined;
    const ofAll = { at: behindKey(view, key), label: inMixture(records / total, rephrased), tooltip: byRecords };
    return [
      // Alone, a rephrasing is all of them, which nobody needs to be told.
      ...(rephrasings.length < 2 ? [] : [ofAll]),
      ...(written === undefined ? [] : [{ at: written.span.end, label: percent(weight / weights), tooltip: byWeight }]),
    ];
  });
  const place = valueAt(mix, 'natural');
  if (rephrased === undefined || place === undefined) return shares;
  const tooltip = 'Share of the tokens of the mixture that rephrasings make up; the rest is natural text.';
  return [...shares, { at: place.span.end, label: `+ ${percent(rephrased)} rephrased`, tooltip }];
}

const byWeight =
  'Share of the draws of a document that takes every rephrasing: its weight over the sum of all weights.';
const byRecords =
  'Share of the records, from weights, `rollouts` and `each`. What `when`, gates and the lengths of the texts do to it is not counted in.';

function inMixture(share: number, rephrased: number | undefined): string {
  return rephrased === undefined ? percent(share) : `≈ ${percent(share * rephrased)} of the mixture`;
}

/** Behind the colon of a key. */
export function behindKey({ analysis: { text } }: View, { span }: ScalarNode): number {
  return text[span.end] === ':' ? span.end + 1 : span.end;
}

/** Requests of a document for a rephrasing. */
function timesDone(view: View, { value }: Pair): number {
  return Math.max(0, numberOf(valueAt(value, 'rollouts')) ?? 1) * combinations(view, valueAt(value, 'each'));
}

/** Every value of each of these variables with every value of the others. */
function combinations(view: View, each: Node | undefined): number {
  const names = each?.kind === 'list' ? each.items : each === undefined ? [] : [each];
  return names.reduce((product, name) => {
    const values = entriesOf(view, 'variable').find(
      ({ key }) => name.kind === 'scalar' && key.text === name.text,
    )?.value;
    const count = values?.kind === 'list' ? values.items.length : values?.kind === 'map' ? values.pairs.length : 1;
    return product * Math.max(1, count);
  }, 1);
}

function scalar(node: Node | undefined): string | number | boolean | null | undefined {
  return node?.kind === 'scalar' ? node.value : undefined;
}

function numberOf(node: Node | undefined): number | undefined {
  const value = scalar(node);
  return typeof value === 'number' ? value : undefined;
}

/** `60%` and `0.6`; undefined for what is no share. */
function shareOf(node: Node | undefined): number | undefined {
  const value = scalar(node);
  const share = typeof value === 'string' && /^[\d.]+%$/.test(value) ? Number(value.slice(0, -1)) / 100 : value;
  return typeof share === 'number' && share >= 0 && share <= 1 ? share : undefined;
}

/** Two figures that say something: `33 %`, `0.4 %`. */
function percent(share: number): string {
  const points = 100 * share;
  return `${points >= 10 || points === Math.round(points) ? Math.round(points) : Number(points.toPrecision(1))} %`;
}
