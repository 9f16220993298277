import type { Problem } from '../problem.ts';
import type { RephrasingFact } from './facts.ts';
import { problem } from './problem.ts';

/** Rephrasings that name no model where several could be meant. Spans count as those of the rephrasings do. */
export function missingModels(rephrasings: readonly RephrasingFact[], models: readonly string[]): readonly Problem[] {
  return rephrasings
    .filter(({ namesModel }) => !namesModel)
    .map(({ name, span, addModel }) => {
      const message = `\`${name}\` needs \`model\`, since there are ${models.length} models and no \`defaults.model\`.`;
      const offered = addModel === undefined ? [] : models.slice(0, 3);
      const fixes = offered.map((model) => ({
        title: `Use \`${model}\``,
        edits:
          addModel === undefined ? [] : [{ ...addModel, text: addModel.text.replace('model: ', `model: ${model}`) }],
      }));
      return problem('missing-key', span, message, fixes);
    });
}
