import type { CleanStep } from '#language';
import { after } from './after.ts';
import { before } from './before.ts';
import { between } from './between.ts';
import { bullets } from './bullets.ts';
import { type Cleaned, cleaned } from './cleaned.ts';
import { dropLines } from './drop-lines.ts';
import { jsonField } from './json-field.ts';
import { markdown } from './markdown.ts';
import { opener } from './opener.ts';
import { type CleanContext, pairs } from './pairs.ts';
import { quotes } from './quotes.ts';
import { replace } from './replace.ts';
import { think } from './think.ts';

export type { Cleaned } from './cleaned.ts';
export type { CleanContext } from './pairs.ts';

/**
 * Sends an output through the cleaning steps in their order. A step that demands something (`after`, `between`, `json`,
 * `pairs`) rejects an output that lacks it; then `step` is its name and `message` one sentence for people. Without steps the
 * text comes back as it is.
 */
export function clean(text: string, steps: readonly CleanStep[], context: CleanContext): Cleaned {
  let current = text;
  for (const [index, step] of steps.entries()) {
    const result = apply(current, step, { ...context, draw: (name) => context.draw(`${step.step}:${index}:${name}`) });
    if (!result.ok) return result;
    current = result.text;
  }
  return cleaned(current);
}

function apply(text: string, step: CleanStep, context: CleanContext): Cleaned {
  switch (step.step) {
    case 'think':
      return cleaned(think(text));
    case 'markdown':
      return cleaned(markdown(text));
    case 'quotes':
      return cleaned(quotes(text));
    case 'bullets':
      return cleaned(bullets(text));
    case 'opener':
      return cleaned(opener(text));
    case 'after':
      return after(text, step.marker);
    case 'before':
      return cleaned(before(text, step.marker));
    case 'between':
      return between(text, step.open, step.close);
    case 'drop_lines':
      return dropLines(text, step.pattern);
    case 'replace':
      return replace(text, step.pattern, step.with);
    case 'json':
      return jsonField(text, step.field);
    case 'pairs':
      return pairs(text, step, context);
  }
}
