import type { Problem } from '../problem.ts';
import { problem } from './problem.ts';
import type { PlacedRequest } from './requests.ts';

/** Rephrasings that ask the same model for the same as one above them, and steps that do so within one. */
export function duplicatePrompts(requests: readonly PlacedRequest[]): readonly Problem[] {
  return [...duplicateRephrasings(requests), ...requests.flatMap(duplicateSteps)];
}

function duplicateRephrasings(requests: readonly PlacedRequest[]): readonly Problem[] {
  // What is sent is long: as a key of its own its hash is reckoned once, and not again with every analysis.
  const byModel = new Map<string, Map<string, string>>();
  return requests.flatMap(({ name, sameAs, model, span }) => {
    if (sameAs === undefined || model === undefined) return [];
    const first = byModel.get(model) ?? new Map<string, string>();
    byModel.set(model, first);
    const above = first.get(sameAs);
    if (above === undefined) {
      first.set(sameAs, name);
      return [];
    }
    // The same name twice is another problem.
    if (above === name) return [];
    const message = `\`${name}\` sends the same requests as \`${above}\`; \`rollouts\` asks several times for the same.`;
    return [problem('duplicate-prompt', span, message)];
  });
}

function duplicateSteps({ steps }: PlacedRequest): readonly Problem[] {
  return steps.flatMap(({ name, sameAs, span }, at) => {
    const above = steps.slice(0, at).find((step) => step.sameAs === sameAs);
    if (name === undefined || above?.name === undefined || above.name === name) return [];
    const message = `The step \`${name}\` asks for the same as \`${above.name}\`, whose answer it could use.`;
    return [problem('duplicate-prompt', span, message)];
  });
}
