import { closest } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { mapOf, numberOf, pairOf, quantityOf, scalarOf } from '../resolve/read.ts';
import { percent } from '../schema/spec.ts';
import { meansStyle } from '../styles.ts';
import { contentSpan } from '../syntax/placement.ts';
import type { MapNode, Tree } from '../syntax/tree.ts';
import { didYouMean, problem, replacements } from './problem.ts';
import type { FileRequests, PlacedRequest } from './requests.ts';
import { topLevelMap, topLevelPair } from './top-level.ts';

/** What `mix` asks of the rephrasings that there are, and weights that change nothing or leave nothing to draw. */
export function mixtureDraws(tree: Tree, { requests }: FileRequests): readonly Problem[] {
  const mix = topLevelMap(tree, 'mix');
  const number = numberOf(mix, 'per_document');
  if (requests.length === 0) return [];
  return [
    ...unknownStyles(mix, requests),
    ...(number === undefined ? idleShares(mix, requests) : drawn(mix, number, requests)),
    ...crowdedOut(tree, mix),
  ];
}

/** Shares of styles that no rephrasing has. */
function unknownStyles(mix: MapNode | undefined, requests: readonly PlacedRequest[]): readonly Problem[] {
  const styles = [...new Set(requests.map(({ style }) => style).filter((style) => style !== undefined))];
  return (mapOf(mix, 'styles')?.pairs ?? []).flatMap(({ key }) => {
    if (styles.some((style) => meansStyle(key.text, style))) return [];
    const span = contentSpan(key);
    const near = closest(key.text, styles);
    const message =
      key.text === 'natural'
        ? 'The share of natural text is `mix.natural`; `styles` are those of rephrasings.'
        : `No rephrasing has the style \`${key.text}\`${didYouMean(near)}`;
    const offered = near.length > 0 || styles.length > 3 ? near : styles;
    return [problem('unknown-value', span, message, key.text === 'natural' ? [] : replacements(span, offered))];
  });
}

/** Weights and shares where every rephrasing is done anyway. That does no harm, and may surprise. */
function idleShares(mix: MapNode | undefined, requests: readonly PlacedRequest[]): readonly Problem[] {
  const given = scalarOf(mix, 'per_document');
  // What stands there is no number and no `all`: that is told.
  if (given !== undefined && given.text !== 'all') return [];
  const styles = pairOf(mix, 'styles');
  const steered = styles?.value?.kind === 'map' && styles.value.pairs.length > 0;
  const first = requests.find(({ weight }) => weight !== undefined)?.weight;
  return [
    ...(first === undefined
      ? []
      : [
          inform(
            first.span,
            '`weight` counts where `mix.per_document` is a number; without one every rephrasing is done.',
          ),
        ]),
    ...(styles === undefined || !steered
      ? []
      : [
          inform(
            contentSpan(styles.key),
            'Every rephrasing is done, so these shares are measured and not steered by; `per_document` with a number draws by them.',
          ),
        ]),
  ];
}

function drawn(mix: MapNode | undefined, number: number, requests: readonly PlacedRequest[]): readonly Problem[] {
  const node = scalarOf(mix, 'per_document');
  if (node === undefined) return [];
  const weights = requests.map(({ weight }) => weight?.value ?? 1);
  if (weights.every((weight) => weight === 0)) {
    const first = requests.find(({ weight }) => weight !== undefined)?.weight;
    const fixes = first === undefined ? [] : [{ title: 'Change to `1`', edits: [{ span: first.span, text: '1' }] }];
    return [problem('zero-weights', node.span, 'The weights of all rephrasings are 0, so none can be drawn.', fixes)];
  }
  const never = requests
    .filter(({ weight }) => weight?.value === 0)
    .map(({ name, weight, span }) =>
      problem('unreachable-rephrasing', weight?.span ?? span, `No document reaches \`${name}\`: its weight is 0.`),
    );
  if (number <= requests.length) return never;
  const many = requests.length === 1 ? 'there is one rephrasing' : `there are ${requests.length} rephrasings`;
  const message = `\`per_document\` is ${node.text}, and ${many}: nothing is left to draw.`;
  return [...never, problem('no-effect', node.span, message, replacements(node.span, ['all']))];
}

/** Rephrasings of which nothing comes into the mixture. */
function crowdedOut(tree: Tree, mix: MapNode | undefined): readonly Problem[] {
  const key = topLevelPair(tree, 'rephrasings')?.key;
  if (key === undefined || quantityOf(mix, 'natural', percent) !== 1) return [];
  const message = 'The mixture is natural text alone (`mix.natural`), so no rephrasing comes into it.';
  return [problem('no-effect', key.span, message)];
}

function inform(span: Problem['span'], message: string): Problem {
  return { ...problem('no-effect', span, message), severity: 'information' };
}
