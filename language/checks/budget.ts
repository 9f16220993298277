import type { Problem } from '../problem.ts';
import { quantityOf, scalarOf } from '../resolve/read.ts';
import { quantity } from '../schema/spec.ts';
import type { Span } from '../span.ts';
import type { Tree } from '../syntax/tree.ts';
import { problem } from './problem.ts';
import type { FileRequests } from './requests.ts';
import { topLevelMap } from './top-level.ts';

/** A budget that cannot be counted, because a model has no price, or that no answer fits into. */
export function budgetProblems(tree: Tree, file: FileRequests): readonly Problem[] {
  const budget = topLevelMap(tree, 'budget');
  if (budget === undefined) return [];
  const dollars = scalarOf(budget, 'dollars');
  return [
    ...(typeof dollars?.value === 'number' && dollars.value > 0 ? unpriced(file, dollars.span) : []),
    ...tooSmall(budget, file),
  ];
}

/** A model of another file has no place here, and the budget has. */
function unpriced({ models, used }: FileRequests, dollars: Span): readonly Problem[] {
  return models
    .filter(({ name, priced }) => used.has(name) && !priced)
    .map(({ name, span, addPrice }) => {
      const fixes = addPrice === undefined ? [] : [{ title: 'Add `price`', edits: [addPrice] }];
      const message = `\`${name}\` needs \`price\`, since \`budget.dollars\` counts by it.`;
      return problem('missing-key', span ?? dollars, message, fixes);
    });
}

function tooSmall(budget: ReturnType<typeof topLevelMap>, { requests }: FileRequests): readonly Problem[] {
  const node = scalarOf(budget, 'tokens');
  const tokens = quantityOf(budget, 'tokens', quantity);
  const answers = requests.flatMap(({ steps }) => steps.map(({ answerLimit }) => answerLimit?.tokens ?? 0));
  const least = Math.min(...answers);
  if (node === undefined || tokens === undefined || answers.length === 0 || least <= tokens) return [];
  const message = `An answer may take ${least} tokens, more than the budget of ${node.text}, so nothing could be asked for.`;
  return [problem('out-of-range', node.span, message)];
}
