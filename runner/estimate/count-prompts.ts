import { type Clock, countTokens, type Message, openWork, type Plan, type Rephraser } from '#engine';
import type { OpenedModels } from '../piece-jobs.ts';
import type { CountedPrompt } from './probed.ts';
import type { SizedPiece } from './sizes.ts';

/** Prompts of a model that its server counts, at the most, and how long that may take. */
const mostPrompts = 32;
const countingMs = 5_000;

const noneKnown = { finished: new Set<string>(), steps: new Map<string, never>(), complete: () => false };

/** Asks the servers that can do it how many tokens some of the first prompts have; that costs no generation. */
export async function countPrompts(
  chosen: readonly SizedPiece[],
  options: {
    readonly plan: Plan;
    readonly models: OpenedModels;
    readonly clock: Clock;
    readonly signal: AbortSignal;
  },
): Promise<ReadonlyMap<string, readonly CountedPrompt[]>> {
  const { plan, models, clock, signal } = options;
  const circumstances = { plan, label: models.label, now: () => '' };
  const counted = new Map<string, CountedPrompt[]>();
  const silent = new Set<string>();
  const late = new AbortController();
  const stop = clock.after(countingMs, () => late.abort());
  const soon = AbortSignal.any([signal, late.signal]);
  /** Null as well where it takes too long. */
  const countedBy = async (rephraser: Rephraser, messages: readonly Message[]): Promise<number | null> => {
    try {
      return (await rephraser.countPrompt?.(messages, soon)) ?? null;
    } catch (error) {
      if (!late.signal.aborted) throw error;
      return null;
    }
  };
  try {
    for (const { piece } of chosen) {
      const [first] = openWork(piece, circumstances, noneKnown).begin();
      if (first?.kind !== 'ask' || silent.has(first.ask.model) || !models.isOpen(piece.planned)) continue;
      const { model } = first.ask;
      const known = counted.get(model) ?? [];
      const messages = first.ask.request()?.messages;
      if (messages === undefined || known.length >= mostPrompts) continue;
      const theirs = await countedBy(models.get(model).rephraser, messages);
      if (theirs === null) silent.add(model);
      else {
        const ours = messages.reduce((sum, { content }) => sum + countTokens(content), 0);
        counted.set(model, [...known, { ours, theirs }]);
      }
      signal.throwIfAborted();
      if (late.signal.aborted) break;
    }
  } finally {
    stop();
  }
  return counted;
}
