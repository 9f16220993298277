import type { CheckedChunk } from '../checked.ts';
import type { Problem } from '../problem.ts';
import { type Span, shift } from '../span.ts';
import type { SharedModel, SharedNames } from '../use/names.ts';
import { answerRates } from './answer-rate.ts';
import { cacheBreakingOrders } from './cache-breaking-order.ts';
import type { Condition } from './conditions.ts';
import { contextOverflows, type Longest } from './context-overflow.ts';
import { notDocumentFirst } from './document-first.ts';
import { duplicatePrompts } from './duplicate-prompt.ts';
import type { Facts } from './facts.ts';
import { shiftProblem } from './problem.ts';
import type { AnswerLimit, PlacedNumber, RequestDefaults, RequestFact, StepFact } from './request-facts.ts';

/** A rephrasing's requests with what models and defaults add to them. Spans are those of the file, but for the conditions. */
export interface PlacedRequest extends RequestFact {
  readonly steps: readonly PlacedStep[];
  readonly longest: Longest | undefined;
  /** Of `chunk.tokens`, where it is written. */
  readonly chunkSpan: Span | undefined;
}

export interface PlacedStep extends StepFact {
  /** The context of its model in tokens, where it is known. */
  readonly context: number | undefined;
}

/** A model with spans of the file; one of a used file has no place in it. */
export interface PlacedModel extends Omit<RequestDefaults, 'kind' | 'model' | 'span'> {
  readonly span: Span | undefined;
  /** What a used file says of the answer's length. */
  readonly elsewhere: number | undefined;
  /** As the file that it stands in says; undefined where its name alone can tell. */
  readonly parameters: number | undefined;
  /** What its makers call it; undefined where the file itself defines it. */
  readonly id: string | undefined;
}

/** All requests of a file, and the models that answer them. */
export interface FileRequests {
  readonly requests: readonly PlacedRequest[];
  readonly models: readonly PlacedModel[];
  /** Names of the models that some request goes to. */
  readonly used: ReadonlySet<string>;
}

/** What is wrong with requests that can be read one by one. It takes all chunks, and looks at a few facts of each. */
export function requestProblems(chunks: readonly CheckedChunk[], file: FileRequests): readonly Problem[] {
  if (file.requests.length === 0) return [];
  return [
    ...chunks.flatMap(({ placed, reaches }) =>
      reaches.flatMap(({ problems }) => problems.map((told) => shiftProblem(told, placed.offset))),
    ),
    ...duplicatePrompts(file.requests),
    ...cacheBreakingOrders(file),
    ...notDocumentFirst(file),
    ...contextOverflows(file.requests),
    ...answerRates(file),
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

/** Puts together what rephrasings, models and the defaults say of requests. */
export function requestsOf(chunks: readonly CheckedChunk[], imported: SharedNames): FileRequests {
  const said = chunks.flatMap(({ placed, facts }) => facts.requestDefaults.map((fact) => moved(fact, placed.offset)));
  const own = said.filter(({ kind }) => kind === 'model').map((model) => ({ ...model, ...sayingNothing }));
  const models: readonly PlacedModel[] = [...own, ...Array.from(imported.models.values(), modelElsewhere)];
  const defaults = said.find(({ kind }) => kind === 'defaults');
  const usual = defaults?.model ?? (models.length === 1 ? models[0]?.name : undefined);
  const byName = new Map(models.map((model) => [model.name, model]));
  const requests = chunks.flatMap(({ placed, facts, reaches }) =>
    facts.requests.map((fact, at): PlacedRequest => {
      const { offset } = placed;
      const limit = movedLimit(fact.answerLimit, offset) ?? defaults?.answerLimit;
      return {
        ...fact,
        span: shift(fact.span, offset),
        model: fact.model ?? usual,
        weight: movedNumber(fact.weight, offset),
        chunkSpan: fact.passages.chunk && shift(fact.passages.chunk.span, offset),
        steps: fact.steps.map((step) => {
          const model = step.model ?? fact.model ?? usual;
          const known = model === undefined ? undefined : byName.get(model);
          const span = shift(step.span, offset);
          const answerLimit = movedLimit(step.answerLimit, offset) ?? limit ?? limitOf(known, span);
          return { ...movedStep(step, offset), span, model, context: known?.context, answerLimit };
        }),
        longest: reaches[at]?.longest,
      };
    }),
  );
  const used = requests.flatMap(({ steps }) => steps.map(({ model }) => model).filter((model) => model !== undefined));
  return { requests, models, used: new Set(used) };
}

function moved(fact: RequestDefaults, by: number): RequestDefaults {
  const { span, answerLimit, tokensPerMinute, addPrice } = fact;
  return {
    ...fact,
    span: shift(span, by),
    answerLimit: movedLimit(answerLimit, by),
    tokensPerMinute: movedNumber(tokensPerMinute, by),
    addPrice: addPrice && { ...addPrice, span: shift(addPrice.span, by) },
  };
}

/** With what stands in its templates where that is in the file. */
function movedStep(step: StepFact, by: number): StepFact {
  const { opening, cacheBreaking } = step;
  if (opening?.varying === undefined && cacheBreaking === undefined) return step;
  const varying = opening?.varying && { ...opening.varying, span: shift(opening.varying.span, by) };
  return {
    ...step,
    opening: opening && { ...opening, varying },
    cacheBreaking: cacheBreaking && shiftProblem(cacheBreaking, by),
  };
}

function movedLimit(limit: AnswerLimit | undefined, by: number): AnswerLimit | undefined {
  return limit && { ...limit, span: shift(limit.span, by) };
}

function movedNumber(number: PlacedNumber | undefined, by: number): PlacedNumber | undefined {
  return number && { ...number, span: shift(number.span, by) };
}

const sayingNothing = { elsewhere: undefined, parameters: undefined, id: undefined };

/** What a model of a used file says of requests. */
function modelElsewhere({ name, model }: SharedModel): PlacedModel {
  return {
    name,
    span: undefined,
    context: model?.context ?? undefined,
    answerLimit: undefined,
    elsewhere: model?.sampling.max_tokens,
    tokensPerMinute: undefined,
    // One that could not be read may have a price.
    priced: model === undefined || model.price !== null,
    addPrice: undefined,
    embedded: model?.kind === 'gguf',
    serverGpus: model?.kind === 'http' ? model.serve?.gpus : undefined,
    documentFirst: model?.kind === 'http' && model.layout === 'document-first',
    parameters: model?.parameters ?? undefined,
    id: model?.kind === 'http' ? model.id : model?.kind === 'gguf' ? model.gguf : undefined,
  };
}

/** What a model says of the answer's length; where another file says so the request is the place to tell of it. */
function limitOf(model: PlacedModel | undefined, request: Span): AnswerLimit | undefined {
  if (model?.elsewhere === undefined) return model?.answerLimit;
  return { tokens: model.elsewhere, span: request };
}
