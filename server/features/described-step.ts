import type { MapNode, StepOccurrence } from '#language';
import { dedented } from './dedented.ts';
import { paragraphs, yaml } from './documentation.ts';
import { entryOf, textAt, valueAt } from './entries.ts';
import type { View } from './view.ts';

/** What a name of a step is, as Markdown, with the step that gives it; undefined where the rephrasing has no such step. */
export function describedStep(
  view: View,
  { rephrasing, name }: Pick<StepOccurrence, 'rephrasing' | 'name'>,
): string | undefined {
  const step = stepsOf(view, rephrasing).find((one) => textAt(one, 'name') === name || textAt(one, 'as') === name);
  if (step === undefined) return undefined;
  const of = textAt(step, 'name') ?? '';
  const title =
    of === name
      ? `**${name}**: answer of a step of \`${rephrasing}\``
      : `**${name}**: items of the answer of \`${of}\``;
  return paragraphs([title, yaml(dedented(view.analysis.text, step.span))]);
}

/** The names of the steps of a rephrasing, in their order. */
export function stepNames(view: View, rephrasing: string): readonly string[] {
  return stepsOf(view, rephrasing).flatMap((step) => textAt(step, 'name') ?? []);
}

function stepsOf(view: View, rephrasing: string): readonly MapNode[] {
  const steps = valueAt(entryOf(view, 'rephrasing', rephrasing)?.value, 'steps');
  return steps?.kind === 'list' ? steps.items.filter((step) => step.kind === 'map') : [];
}
