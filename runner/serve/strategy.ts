import { ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';
import { type Analysis, LineIndex, type Strategy } from '#language';
import type { StrategyText } from '#protocol';
import { type LoadedStrategy, loadText, whyNotRunnable } from '../load.ts';
import { createRecent } from './recent.ts';

/** Reads and checks strategies as the editor has them. */
export type LoadStrategy = (text: StrategyText) => LoadedStrategy;

/** Files whose analyses are kept. */
const keptAnalyses = 8;

/** Between two key presses only what has changed is read and checked again, as in the language server. */
export function createStrategies(): LoadStrategy {
  const analyses = createRecent<Analysis>(keptAnalyses);
  return ({ path, text, used }) => {
    const loaded = loadText(path, text, used, analyses.get(path));
    analyses.set(path, loaded.analysis);
    return loaded;
  };
}

/** The strategy. @throws ResponseError that says to the editor why there is none */
export function runnableStrategy(loaded: LoadedStrategy): Strategy {
  const { analysis } = loaded;
  if (analysis.strategy !== undefined) return analysis.strategy;
  const first = analysis.problems.find(({ severity }) => severity === 'error');
  const why = first === undefined ? whyNotRunnable(loaded) : undefined;
  if (why !== undefined) throw new ResponseError(ErrorCodes.InvalidRequest, why);
  const line = first === undefined ? 0 : new LineIndex(analysis.text).positionOf(first.span.start).line + 1;
  throw new ResponseError(
    ErrorCodes.InvalidRequest,
    `The strategy has errors, the first in line ${line}: ${first?.message ?? ''}`,
  );
}
