import type { Problem } from '../problem.ts';
import type { Span } from '../span.ts';
import type { Worlds } from '../template/index.ts';
import { rangesOf } from './conditions.ts';
import { longestTexts, tokensPer } from './passages.ts';
import { problem } from './problem.ts';
import type { PlacedRequest, PlacedStep } from './requests.ts';

/**
 * Requests that cannot fit into the model's context, and those that do not where a document is as long as it may be; and
 * prompts that leave nothing of a chunk that counts them.
 */
export function contextOverflows(requests: readonly PlacedRequest[]): readonly Problem[] {
  const told = new Set<number>();
  return requests.flatMap((request) => [
    ...fullChunks(request),
    ...request.steps.flatMap((step) => certain(request, step, told) ?? possible(request, step)),
  ]);
}

/** Undefined where the fixed text and the answer fit, or nothing is known. */
function certain({ name }: PlacedRequest, step: PlacedStep, told: Set<number>): readonly Problem[] | undefined {
  const { model, context, answerLimit, prompt } = step;
  if (model === undefined || context === undefined || answerLimit === undefined) return [];
  const answer = answerLimit.tokens;
  // A chat template adds a token at the least.
  if (Math.max(1, prompt.least) + answer <= context) return undefined;
  const place = answerLimit.span;
  if (told.has(place.start)) return [];
  told.add(place.start);
  const why =
    answer >= context
      ? `An answer of ${answer} tokens leaves no room for the prompt in`
      : `The fixed text of \`${step.name ?? name}\` and an answer of ${answer} tokens do not fit into`;
  return [problem('context-overflow', place, `${why} the ${context} tokens of \`${model}\`.`)];
}

function possible({ passages, longest }: PlacedRequest, step: PlacedStep): readonly Problem[] {
  const { model, context, answerLimit, prompt, span } = step;
  if (model === undefined || context === undefined || answerLimit === undefined) return [];
  const texts = longestTexts(passages, longest);
  const held = [prompt.holdsDocument ? texts.document : undefined, prompt.holdsText ? texts.text : undefined];
  const known = held.filter((one) => one !== undefined);
  const largest = known.toSorted((a, b) => b.tokens - a.tokens)[0];
  if (largest === undefined) return [];
  const text = known.reduce((sum, { tokens }) => sum + tokens, 0);
  const whole = Math.round(text + prompt.tokens + answerLimit.tokens);
  if (whole <= context) return [];
  const message = `With ${largest.shown}, which may come here, prompt and answer need about ${whole} tokens, more than the ${context} tokens of \`${model}\`.`;
  return [warning(span, message)];
}

/** Chunks of which a prompt takes all: no document could be cut so. */
function fullChunks({ name, passages: { chunk }, chunkSpan, steps }: PlacedRequest): readonly Problem[] {
  if (chunk?.promptCounts !== true || chunkSpan === undefined) return [];
  // Of several requests the first one is counted.
  const [first] = steps;
  if (first === undefined || first.prompt.tokens < chunk.tokens) return [];
  const tokens = Math.round(first.prompt.tokens);
  const message = `The fixed text of \`${first.name ?? name}\` has about ${tokens} tokens, which leaves nothing of a chunk of ${chunk.tokens} that counts the prompt.`;
  return [problem('context-overflow', chunkSpan, message)];
}

function warning(span: Span, message: string): Problem {
  return { ...problem('context-overflow', span, message), severity: 'warning' };
}

/** A bound of the texts that come into a request. */
export interface Longest {
  /** As the end of "With …". */
  readonly shown: string;
  readonly tokens: number;
}

/** The longest document that is let through, where every alternative bounds it. */
export function longestDocument(kept: Worlds): Longest | undefined {
  const ranges = rangesOf('document');
  const perWorld = kept.map((world) => {
    const bounds = Object.entries(tokensPer).flatMap(([name, each]) => {
      const high = (world.get(name) ?? ranges(name))?.high ?? Infinity;
      return high === Infinity ? [] : [{ shown: `a document of ${high} ${name}`, tokens: high * each }];
    });
    return bounds.toSorted((a, b) => a.tokens - b.tokens)[0];
  });
  if (perWorld.some((bound) => bound === undefined)) return undefined;
  return perWorld.filter((bound) => bound !== undefined).toSorted((a, b) => b.tokens - a.tokens)[0];
}

/** The most that a measure of the documents that are let through can be; Infinity where it is not bounded. */
export function mostOf(measure: string, kept: Worlds): number {
  const range = rangesOf('document')(measure);
  return Math.max(...kept.map((world) => (world.get(measure) ?? range)?.high ?? Infinity));
}
