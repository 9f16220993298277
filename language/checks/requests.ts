import type { CheckedChunk } from '../checked.ts';
import type { Problem } from '../problem.ts';
import { shift, type Span } from '../span.ts';
import { type Condition, wholeSpan } from './conditions.ts';
import { contextOverflows } from './context-overflow.ts';
import { duplicatePrompts } from './duplicate-prompt.ts';
import type { AnswerLimit, RequestFact } from './request-facts.ts';
import { allHold, unreachableRephrasings } from './unreachable-rephrasing.ts';

/** A rephrasing's request with what models and defaults add to it. Spans are those of the file. */
export interface PlacedRequest extends RequestFact {
  /** The context of its model in tokens, where it is known. */
  readonly context: number | undefined;
  /** Where `when` stands. */
  readonly whenSpan: Span | undefined;
}

/** What is wrong with requests that can be read one by one. It takes all chunks, and looks at a few facts of each. */
export function requestProblems(chunks: readonly CheckedChunk[]): readonly Problem[] {
  const requests = placedRequests(chunks);
  if (requests.length === 0) return [];
  const keep = seedConditions(chunks);
  return [
    ...unreachableRephrasings(requests, keep),
    ...duplicatePrompts(requests),
    ...contextOverflows(requests, allHold(keep)),
  ];
}

function placedRequests(chunks: readonly CheckedChunk[]): readonly PlacedRequest[] {
  const said = chunks.flatMap(({ placed, facts }) =>
    facts.requestDefaults.map((fact) => ({ ...fact, answerLimit: moved(fact.answerLimit, placed.offset) })),
  );
  const models = said.filter(({ kind }) => kind === 'model');
  const defaults = said.find(({ kind }) => kind === 'defaults');
  const usual = defaults?.model ?? (models.length === 1 ? models[0]?.name : undefined);
  const byName = new Map(models.map((model) => [model.name, model]));
  return chunks.flatMap(({ placed, facts }) =>
    facts.requests.map((fact) => {
      const model = fact.model ?? usual;
      const known = model === undefined ? undefined : byName.get(model);
      const { when } = fact;
      return {
        ...fact,
        span: shift(fact.span, placed.offset),
        model,
        context: known?.context,
        answerLimit: moved(fact.answerLimit, placed.offset) ?? defaults?.answerLimit ?? known?.answerLimit,
        whenSpan: when && shift(wholeSpan(when), placed.offset),
      };
    }),
  );
}

function moved(limit: AnswerLimit | undefined, by: number): AnswerLimit | undefined {
  return limit && { ...limit, span: shift(limit.span, by) };
}

function seedConditions(chunks: readonly CheckedChunk[]): readonly Condition[] {
  return chunks.flatMap(({ facts }) =>
    facts.conditions.filter(({ path }) => path.join('.') === 'seeds.keep').flatMap(({ items }) => items),
  );
}
