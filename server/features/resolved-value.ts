import { type Analysis, type KeyAt, type Node, numberIn, type NumberSpec, type Spec } from '#language';
import { valueAt } from './entries.ts';
import { inlineCode, paragraphs } from './documentation.ts';
import type { View } from './view.ts';

/**
 * What counts at a key after all, as Markdown, where it is more than stands there: a number with its suffix worked out,
 * sampling and gates with those of the model and the defaults. Empty where there is nothing to add.
 */
export function resolvedInWords(view: View, { path, spec: { spec } }: KeyAt): string {
  return paragraphs([numberInWords(valueAtPath(view.analysis, path), spec), ofRephrasing(view, path)]);
}

function numberInWords(node: Node | undefined, spec: Spec): string {
  const number = numberSpecOf(spec);
  if (node?.kind !== 'scalar' || number?.suffixes === undefined || /^[\d_.]+$/.test(node.text)) return '';
  const value = numberIn(node, number.suffixes);
  return value === undefined ? '' : `Here: ${value.toLocaleString('en-US', { maximumFractionDigits: 6 })}.`;
}

function numberSpecOf(spec: Spec): NumberSpec | undefined {
  if (spec.kind === 'or-not-published') return numberSpecOf(spec.of);
  return spec.kind === 'number' ? spec : undefined;
}

/** The keys of a rephrasing to which models and defaults add something. */
function ofRephrasing({ analysis }: View, path: readonly string[]): string {
  const [section, name, key, ...deeper] = path;
  const rephrasing = analysis.strategy?.rephrasings.find((one) => one.name === name);
  if (section !== 'rephrasings' || rephrasing === undefined || deeper.length > 0) return '';
  if (key === 'keep') {
    if (rephrasing.keep.length === countOf(valueAtPath(analysis, path))) return '';
    return `With those of \`defaults\`: ${rephrasing.keep.map(({ expression }) => inlineCode(expression)).join(', ')}.`;
  }
  const [step] = rephrasing.steps;
  if (key !== 'sampling' || step === undefined || rephrasing.steps.length > 1) return '';
  const all = Object.entries(step.sampling).map(([of, value]) => inlineCode(`${of}: ${JSON.stringify(value)}`));
  return all.length === countOf(valueAtPath(analysis, path))
    ? ''
    : `With that of \`${step.model}\` and of \`defaults\`: ${all.join(', ')}.`;
}

/** How many gates or settings stand there themselves. */
function countOf(node: Node | undefined): number {
  if (node?.kind === 'list') return node.items.length;
  return node?.kind === 'map' ? node.pairs.length : node === undefined ? 0 : 1;
}

function valueAtPath({ tree }: Analysis, path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((at, key) => valueAt(at, key), tree.root);
}
