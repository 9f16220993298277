import { countTokens } from '../count-tokens.ts';
import { mapOf, nodesOf, numberOf, pairOf, scalarOf, textOf, wordOf } from '../resolve/read.ts';
import { numberIn } from '../schema/number.ts';
import { allKeys, quantity, type Suffixes } from '../schema/spec.ts';
import type { Edit, Span } from '../span.ts';
import { contentSpan } from '../syntax/placement.ts';
import type { MapNode, Node } from '../syntax/tree.ts';
import type { Problem } from '../problem.ts';
import { cacheBreakingOrder } from './cache-breaking-order.ts';
import type { Condition, Conditions } from './conditions.ts';
import { isWhole, type Opening, openingOf } from './document-first.ts';
import type { Site } from './facts.ts';
import { insertKey } from './insert.ts';
import { type Passages, passagesOf } from './passages.ts';
import type { Visit } from './visit.ts';

/** `sampling.max_tokens` where it is written; the span counts from the chunk's beginning. */
export interface AnswerLimit {
  readonly tokens: number;
  readonly span: Span;
}

/** A number that is written somewhere; the span counts from the chunk's beginning. */
export interface PlacedNumber {
  readonly value: number;
  readonly span: Span;
}

/** What `defaults` or a model say of every request. Spans count from the chunk's beginning. */
export interface RequestDefaults {
  readonly kind: 'defaults' | 'model';
  readonly name: string;
  readonly span: Span;
  readonly model: string | undefined;
  readonly context: number | undefined;
  readonly answerLimit: AnswerLimit | undefined;
  readonly tokensPerMinute: PlacedNumber | undefined;
  readonly priced: boolean;
  /** How to give it a price. */
  readonly addPrice: Edit | undefined;
  /** Whether it runs inside of the runner. */
  readonly embedded: boolean;
  /** GPUs of the server that a run starts; undefined where it starts none. */
  readonly serverGpus: number | undefined;
  /** Whether all requests to it are to begin with the document. */
  readonly documentFirst: boolean;
}

/** What a rephrasing asks, as far as the file says it. Spans count from the chunk's beginning. */
export interface RequestFact {
  readonly name: string;
  readonly span: Span;
  readonly model: string | undefined;
  /** All else that makes its requests, in a form that equal ones share; undefined without a prompt. */
  readonly sameAs: string | undefined;
  readonly answerLimit: AnswerLimit | undefined;
  /** One for each request; a rephrasing without `steps` has one. */
  readonly steps: readonly StepFact[];
  readonly passages: Passages;
  /** A label, where one is written. */
  readonly style: string | undefined;
  readonly weight: PlacedNumber | undefined;
  readonly when: Condition | undefined;
  readonly gates: readonly Condition[];
}

/** One request of a rephrasing. */
export interface StepFact {
  /** Undefined where the rephrasing has no `steps`. */
  readonly name: string | undefined;
  /** Of its name, or of the rephrasing's. */
  readonly span: Span;
  readonly model: string | undefined;
  readonly answerLimit: AnswerLimit | undefined;
  readonly prompt: FixedPrompt;
  /** What makes the request, the model aside. */
  readonly sameAs: string;
  /** How it begins; undefined where nothing of the document is in it. */
  readonly opening: Opening | undefined;
  /** Fixed text that stands where a prefix cache cannot reuse it. */
  readonly cacheBreaking: Problem | undefined;
  /** Whether its answer is the rephrasing, and not on the way to it or a judgement of it. */
  readonly isResult: boolean;
}

/** What is certain of the tokens of system message, prompt and prefill. */
export interface FixedPrompt {
  /** No tokenizer makes fewer: none joins words that white space parts. */
  readonly least: number;
  /** Estimated. */
  readonly tokens: number;
  /** Whether the whole text of the document, or of its chunk, is always put in. */
  readonly holdsText: boolean;
  /** Whether the whole text that chunks are cut from is always put in. */
  readonly holdsDocument: boolean;
}

/** What defaults and models say of requests. */
export function requestDefaults(visit: Visit): readonly RequestDefaults[] {
  if (visit.kind !== 'map' || visit.node === undefined || visit.place.pair === undefined) return [];
  const { node, spec, place } = visit;
  const kind = spec.noun === 'the defaults' ? 'defaults' : spec.noun === 'a model' ? 'model' : undefined;
  if (kind === undefined) return [];
  const price = allKeys(spec).find(({ key }) => key === 'price');
  const serve = mapOf(node, 'serve');
  return [
    {
      kind,
      name: place.path.at(-1) ?? '',
      span: contentSpan(visit.place.pair.key),
      model: textOf(node, 'model'),
      context: numberOf(node, 'context'),
      answerLimit: answerLimit(node),
      tokensPerMinute: placedNumber(mapOf(node, 'limits'), 'tokens_per_minute', quantity),
      priced: pairOf(node, 'price') !== undefined,
      addPrice: price === undefined ? undefined : insertKey(place.text, node, visit.place.pair, price),
      embedded: textOf(node, 'gguf') !== undefined,
      serverGpus: serve === undefined ? undefined : (numberOf(serve, 'gpus') ?? 1),
      documentFirst: wordOf(node, 'layout', ['document-first']) !== undefined,
    },
  ];
}

/** The requests of a rephrasing, with the templates and conditions of its chunk. */
export function requestFact(
  visit: Visit,
  sites: readonly Site[],
  conditions: readonly Conditions[],
): RequestFact | undefined {
  if (visit.kind !== 'map' || visit.spec.noun !== 'a rephrasing') return undefined;
  const { node, place } = visit;
  if (node === undefined || place.pair === undefined) return undefined;
  const name = place.path.at(-1) ?? '';
  const of = (key: string): readonly Condition[] =>
    conditions.find(({ path }) => path.length === 3 && path[1] === name && path[2] === key)?.items ?? [];
  const prompts = sites.filter(({ rephrasing, role }) => rephrasing === name && role === 'prompt');
  const span = contentSpan(place.pair.key);
  const style = textOf(node, 'style');
  return {
    name,
    span,
    model: textOf(node, 'model'),
    sameAs: pairOf(node, 'prompt') === undefined && pairOf(node, 'steps') === undefined ? undefined : sameAs(node),
    answerLimit: answerLimit(node),
    steps: stepFacts(node, span, prompts),
    passages: passagesOf(node),
    style: style === 'not published' ? undefined : style,
    weight: placedNumber(node, 'weight'),
    when: of('when')[0],
    gates: of('keep'),
  };
}

function stepFacts(rephrasing: MapNode, span: Span, prompts: readonly Site[]): readonly StepFact[] {
  const fact = (map: MapNode, at: Span, name: string | undefined, isResult: boolean): StepFact => {
    const own = prompts.filter(({ step }) => step === name);
    const asks = name === undefined ? [] : map.pairs.filter(({ key }) => asksSomething.has(key.text));
    return {
      name,
      span: at,
      model: textOf(map, 'model'),
      answerLimit: answerLimit(map),
      prompt: fixedPrompt(own),
      sameAs: name === undefined ? '' : shape({ ...map, pairs: asks }),
      opening: openingOf(own),
      cacheBreaking: cacheBreakingOrder(own),
      isResult,
    };
  };
  if (pairOf(rephrasing, 'steps') === undefined) return [fact(rephrasing, span, undefined, true)];
  const named = nodesOf(rephrasing, 'steps').flatMap((node) => {
    const name = node.kind === 'map' ? scalarOf(node, 'name') : undefined;
    return node.kind === 'map' && name !== undefined ? [{ node, name }] : [];
  });
  const result = textOf(rephrasing, 'result') ?? named.at(-1)?.name.text;
  return named.map(({ node, name }) => fact(node, contentSpan(name), name.text, name.text === result));
}

function answerLimit(map: MapNode): AnswerLimit | undefined {
  const limit = placedNumber(mapOf(map, 'sampling'), 'max_tokens');
  return limit && { tokens: limit.value, span: limit.span };
}

function placedNumber(map: MapNode | undefined, key: string, suffixes?: Suffixes): PlacedNumber | undefined {
  const node = scalarOf(map, key);
  const value = node === undefined ? undefined : numberIn(node, suffixes);
  return node === undefined || value === undefined ? undefined : { value, span: node.span };
}

function fixedPrompt(sites: readonly Site[]): FixedPrompt {
  const found = { least: 0, tokens: 0, holdsText: false, holdsDocument: false };
  for (const { kind, parsed } of sites) {
    if (kind !== 'template' || parsed.issues.length > 0) continue;
    for (const part of parsed.nodes) {
      if (part.kind === 'text') {
        found.least += part.text.match(/\S+/g)?.length ?? 0;
        found.tokens += countTokens(part.text);
      }
      if (part.kind === 'output') {
        found.holdsText ||= isWhole(part, parsed, 'text');
        found.holdsDocument ||= isWhole(part, parsed, 'document');
      }
    }
  }
  return found;
}

/** Keys of a step that the model is asked by. */
const asksSomething: ReadonlySet<string> = new Set(['prompt', 'system', 'prefill', 'sampling', 'model']);

/** Keys that change nothing of what the model is asked. The model is compared by itself, since a default may name it. */
const asideFromRequest: ReadonlySet<string> = new Set([
  'about',
  'style',
  'model',
  'rollouts',
  'weight',
  'clean',
  'keep',
  'on_fail',
  'assemble',
  'join',
]);

function sameAs(map: MapNode): string {
  return shape({ ...map, pairs: map.pairs.filter(({ key }) => !asideFromRequest.has(key.text)) });
}

/** The same for nodes that mean the same, in whatever style they are written. */
function shape(node: Node | undefined): string {
  if (node === undefined) return '';
  if (node.kind === 'list') return `[${node.items.map(shape).join()}]`;
  if (node.kind === 'scalar')
    return JSON.stringify(typeof node.value === 'string' ? node.text.replace(/\n$/, '') : node.value);
  const pairs = node.pairs.map(({ key, value }) => `${JSON.stringify(key.text)}:${shape(value)}`);
  return `{${pairs.toSorted().join()}}`;
}
