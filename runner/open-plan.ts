import { type LanguageIdentifier, needsLanguage, type Plan, planStrategy } from '#engine';
import type { Strategy } from '#language';

/** The strategy's plan. What tells languages is loaded only where the strategy asks for them. */
export async function openPlan(strategy: Strategy, identifier: () => Promise<LanguageIdentifier>): Promise<Plan> {
  return needsLanguage(strategy) ? planStrategy(strategy, await identifier()) : planStrategy(strategy);
}
