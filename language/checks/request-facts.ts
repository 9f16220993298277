import { countTokens } from '../count-tokens.ts';
import { mapOf, numberOf, scalarOf, textOf } from '../resolve/read.ts';
import type { Span } from '../span.ts';
import { contentSpan } from '../syntax/placement.ts';
import type { MapNode, Node } from '../syntax/tree.ts';
import type { OutputNode, ParsedTemplate } from '../template/index.ts';
import type { Condition, Conditions } from './conditions.ts';
import type { Site } from './facts.ts';
import type { Visit } from './visit.ts';

/** `sampling.max_tokens` where it is written; the span counts from the chunk's beginning. */
export interface AnswerLimit {
  readonly tokens: number;
  readonly span: Span;
}

/** What `defaults` or a model say of every request. */
export interface RequestDefaults {
  readonly kind: 'defaults' | 'model';
  readonly name: string;
  readonly model: string | undefined;
  readonly context: number | undefined;
  readonly answerLimit: AnswerLimit | undefined;
}

/** A rephrasing's request as far as the file says it. */
export interface RequestFact {
  readonly name: string;
  readonly span: Span;
  readonly model: string | undefined;
  /** All else that makes the request, in a form that equal requests share; undefined without a prompt. */
  readonly sameAs: string | undefined;
  readonly answerLimit: AnswerLimit | undefined;
  readonly prompt: FixedPrompt;
  readonly when: Condition | undefined;
  readonly gates: readonly Condition[];
}

/** What is certain of the tokens of system message, prompt and prefill. */
export interface FixedPrompt {
  /** No tokenizer makes fewer: none joins words that white space parts. */
  readonly least: number;
  /** Estimated. */
  readonly tokens: number;
  /** Whether the whole text of the document is always put in. */
  readonly holdsText: boolean;
}

/** What defaults and models say of requests. */
export function requestDefaults(visit: Visit): readonly RequestDefaults[] {
  if (visit.kind !== 'map' || visit.node === undefined) return [];
  const { node, spec, place } = visit;
  const kind = spec.noun === 'the defaults' ? 'defaults' : spec.noun === 'a model' ? 'model' : undefined;
  if (kind === undefined) return [];
  const name = place.path.at(-1) ?? '';
  const context = numberOf(node, 'context');
  return [{ kind, name, model: textOf(node, 'model'), context, answerLimit: answerLimit(node) }];
}

/** The request of a rephrasing, with the templates and conditions of its chunk. */
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
  return {
    name,
    span: contentSpan(place.pair.key),
    model: textOf(node, 'model'),
    sameAs: textOf(node, 'prompt') === undefined ? undefined : sameAs(node),
    answerLimit: answerLimit(node),
    prompt: fixedPrompt(
      sites.filter(({ rephrasing, role, path }) => rephrasing === name && role === 'prompt' && path.length === 3),
    ),
    when: of('when')[0],
    gates: of('keep'),
  };
}

function answerLimit(map: MapNode): AnswerLimit | undefined {
  const node = scalarOf(mapOf(map, 'sampling'), 'max_tokens');
  return typeof node?.value === 'number' ? { tokens: node.value, span: node.span } : undefined;
}

function fixedPrompt(sites: readonly Site[]): FixedPrompt {
  const found = { least: 0, tokens: 0, holdsText: false };
  for (const { kind, parsed } of sites) {
    if (kind !== 'template' || parsed.issues.length > 0) continue;
    for (const part of parsed.nodes) {
      if (part.kind === 'text') {
        found.least += part.text.match(/\S+/g)?.length ?? 0;
        found.tokens += countTokens(part.text);
      }
      if (part.kind === 'output') found.holdsText ||= isText(part, parsed);
    }
  }
  return found;
}

/** The document's own text and not what a template calls so. */
function isText({ expression }: OutputNode, { names }: ParsedTemplate): boolean {
  return (
    expression.kind === 'name' &&
    expression.name === 'text' &&
    names.some(({ name, span }) => name === 'text' && span.start === expression.nameSpan.start)
  );
}

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
