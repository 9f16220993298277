import { type Clock, countTokens, openWork, type Plan } from '#engine';
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
    readonly clock: Pick<Clock, 'now'>;
    readonly signal: AbortSignal;
  },
): Promise<ReadonlyMap<string, readonly CountedPrompt[]>> {
  const { plan, models, clock, signal } = options;
  const circumstances = { plan, label: models.label, now: () => '' };
  const counted = new Map<string, CountedPrompt[]>();
  const silent = new Set<string>();
  const deadlineMs = clock.now() + countingMs;
  for (const { piece } of chosen) {
    const [first] = openWork(piece, circumstances, noneKnown).begin();
    if (first?.kind !== 'ask' || silent.has(first.ask.model) || !models.isOpen(piece.planned)) continue;
    const { model } = first.ask;
    const known = counted.get(model) ?? [];
    const messages = first.ask.request()?.messages;
    if (messages === undefined || known.length >= mostPrompts) continue;
    const theirs = (await models.get(model).rephraser.countPrompt?.(messages, signal)) ?? null;
    if (theirs === null) silent.add(model);
    else {
      const ours = messages.reduce((sum, { content }) => sum + countTokens(content), 0);
      counted.set(model, [...known, { ours, theirs }]);
    }
    if (clock.now() > deadlineMs) break;
  }
  return counted;
}
