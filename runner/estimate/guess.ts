import type { FanOut, RephrasingStep } from '#language';
import { countTokens, type Plan } from '#engine';
import { type Amounts, added, nothing } from './amounts.ts';

/** What is expected of a model that was not asked: the least, the likely, the most. */
export interface Guess {
  readonly low: Amounts;
  readonly likely: Amounts;
  readonly high: Amounts;
}

/** A passage that a rephrasing is asked about. */
export interface SizedPassage {
  /** Tokens of the passage itself. */
  readonly text: number;
  /** Tokens of the first request’s prompt. */
  readonly prompt: number;
}

const levels = ['low', 'likely', 'high'] as const;
type Level = (typeof levels)[number];

/** Answers as multiples of what they are made of; the published recipes of samples/ lie between a third of it and twice as much. */
const answerRatio: Readonly<Record<Level, number>> = { low: 0.3, likely: 0.9, high: 2 };

/** An answer to a prompt that has no passage in it, or a very short one. */
const leastAnswer: Readonly<Record<Level, number>> = { low: 16, likely: 64, high: 512 };

/** Items of a list where the strategy does not say how many at the most. */
const usualItems: Readonly<Record<Level, number>> = { low: 1, likely: 5, high: 20 };

/** What a chat template puts around a message. */
const tokensAroundPrompt = 16;

/**
 * What one passage of a rephrasing asks of a model, where no model was asked: as many requests as the steps and their lists
 * may make, prompts as the templates have them, answers between a third and twice their passage, and never above `max_tokens`.
 */
export function guessed({ steps }: Plan['rephrasings'][number], model: string, passage: SizedPassage): Guess {
  const of = (level: Level): Amounts => {
    let sum = nothing;
    let times = 1;
    for (const [place, { step }] of steps.entries()) {
      const output = answerTokens(step, passage, level);
      const input = place === 0 ? passage.prompt : templateTokens(step, passage) + tokensAroundPrompt;
      if (step.model === model) sum = added(sum, { requests: times, input: times * input, output: times * output });
      if (step.fanOut !== null && place < steps.length - 1) times *= items(step.fanOut, level);
    }
    return sum;
  };
  return { low: of('low'), likely: of('likely'), high: of('high') };
}

export function sumOfGuesses(left: Guess, right: Guess): Guess {
  return {
    low: added(left.low, right.low),
    likely: added(left.likely, right.likely),
    high: added(left.high, right.high),
  };
}

export const noGuess: Guess = { low: nothing, likely: nothing, high: nothing };

/** Between the least and the likely below the middle of [0, 1), between the likely and the most above it. */
export function between({ low, likely, high }: { low: number; likely: number; high: number }, at: number): number {
  return at < 0.5 ? low + 2 * at * (likely - low) : likely + (2 * at - 1) * (high - likely);
}

function answerTokens({ sampling }: RephrasingStep, { text }: SizedPassage, level: Level): number {
  const wanted = Math.max(leastAnswer[level], answerRatio[level] * text);
  return Math.min(wanted, sampling.max_tokens ?? Number.POSITIVE_INFINITY);
}

function templateTokens({ system, prompt, prefill }: RephrasingStep, { text }: SizedPassage): number {
  const source = [system, prompt, prefill].filter((part) => part !== null).join('\n');
  return countTokens(source) + (/\btext\b/.test(source) ? text : 0);
}

function items({ atMost, choose }: FanOut, level: Level): number {
  const usual = usualItems[level] * (choose === 1 ? 1 : 2);
  if (atMost === null) return usual;
  return level === 'low' ? 1 : atMost;
}
