import { type NameUse, parseExpression, parseTemplate, type Strategy } from '#language';

/** What of a strategy is written as a template or as an expression. */
export type Written = Pick<Strategy, 'let' | 'seeds' | 'rephrasings' | 'tests'>;

/** Every use of a name in the templates and expressions of a strategy, whatever key they stand under. */
export function* namesUsed({ let: computations, seeds, rephrasings, tests }: Written): Generator<NameUse> {
  for (const source of Object.values(computations)) yield* parseExpression(source).names;
  yield* usedIn([seeds, rephrasings, tests]);
}

/** Keys of expressions that stand for themselves, without the line where they are written. */
const expressionKeys: ReadonlySet<string> = new Set(['expression', 'atMost']);

/** Text that is no template is looked at as one too: it has no names. */
function* usedIn(part: unknown): Generator<NameUse> {
  if (typeof part === 'string') yield* parseTemplate(part).names;
  if (part === null || typeof part !== 'object') return;
  for (const [key, value] of Object.entries(part)) {
    if (typeof value === 'string' && expressionKeys.has(key)) yield* parseExpression(value).names;
    else yield* usedIn(value);
  }
}
