import type { CheckedChunk } from '../checked.ts';
import type { Problem } from '../problem.ts';
import { type Span, shift } from '../span.ts';
import type { SharedNames } from '../use/names.ts';
import type { Condition } from './conditions.ts';
import { contextOverflows, type Longest } from './context-overflow.ts';
import { duplicatePrompts } from './duplicate-prompt.ts';
import type { Facts } from './facts.ts';
import { shiftProblem } from './problem.ts';
import type { AnswerLimit, RequestDefaults, RequestFact } from './request-facts.ts';

/** A rephrasing's request with what models and defaults add to it. Spans are those of the file. */
export interface PlacedRequest extends RequestFact {
  /** The context of its model in tokens, where it is known. */
  readonly context: number | undefined;
  readonly longest: Longest | undefined;
}

/** What is wrong with requests that can be read one by one. It takes all chunks, and looks at a few facts of each. */
export function requestProblems(chunks: readonly CheckedChunk[], imported: SharedNames): readonly Problem[] {
  const requests = placedRequests(chunks, imported);
  if (requests.length === 0) return [];
  return [
    ...chunks.flatMap(({ placed, reaches }) =>
      reaches.flatMap(({ unreachable }) =>
        unreachable === undefined ? [] : [shiftProblem(unreachable, placed.offset)],
      ),
    ),
    ...duplicatePrompts(requests),
    ...contextOverflows(requests),
  ];
}

/** The conditions of `seeds.keep`. */
export function seedConditions(facts: readonly Facts[]): readonly Condition[] {
  return facts.flatMap(({ conditions }) =>
    conditions
      .filter(({ path: [section, key] }) => section === 'seeds' && key === 'keep')
      .flatMap(({ items }) => items),
  );
}

function placedRequests(chunks: readonly CheckedChunk[], imported: SharedNames): readonly PlacedRequest[] {
  const said = chunks.flatMap(({ placed, facts }) =>
    facts.requestDefaults.map((fact) => ({ ...fact, answerLimit: moved(fact.answerLimit, placed.offset) })),
  );
  const models = [...said.filter(({ kind }) => kind === 'model'), ...saidOf(imported)];
  const defaults = said.find(({ kind }) => kind === 'defaults');
  const usual = defaults?.model ?? (models.length === 1 ? models[0]?.name : undefined);
  const byName = new Map(models.map((model) => [model.name, model]));
  return chunks.flatMap(({ placed, facts, reaches }) =>
    facts.requests.map((fact, at) => {
      const model = fact.model ?? usual;
      const known = model === undefined ? undefined : byName.get(model);
      const span = shift(fact.span, placed.offset);
      return {
        ...fact,
        span,
        model,
        context: known?.context,
        answerLimit: moved(fact.answerLimit, placed.offset) ?? defaults?.answerLimit ?? limitOf(known, span),
        longest: reaches[at]?.longest,
      };
    }),
  );
}

function moved(limit: AnswerLimit | undefined, by: number): AnswerLimit | undefined {
  return limit && { ...limit, span: shift(limit.span, by) };
}

/** What the models of used files say of requests. */
function saidOf({ models }: SharedNames): readonly SaidElsewhere[] {
  return Array.from(models.values(), ({ name, model }) => ({
    name,
    context: model?.context ?? undefined,
    answerLimit: undefined,
    elsewhere: model?.sampling.max_tokens,
  }));
}

/** A model of a used file: where it limits the answer is no place of this file. */
interface SaidElsewhere extends Pick<RequestDefaults, 'name' | 'context'> {
  readonly answerLimit: undefined;
  readonly elsewhere: number | undefined;
}

/** What a model says of the answer's length; where another file says so the request is the place to tell of it. */
function limitOf(model: RequestDefaults | SaidElsewhere | undefined, request: Span): AnswerLimit | undefined {
  if (model === undefined || !('elsewhere' in model)) return model?.answerLimit;
  return model.elsewhere === undefined ? undefined : { tokens: model.elsewhere, span: request };
}
