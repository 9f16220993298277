import { ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';
import { LineIndex, type Strategy } from '#language';
import type { StrategyText } from '#protocol';
import { type LoadedStrategy, loadText, whyNotRunnable } from '../load.ts';

export function loadStrategy({ path, text, used }: StrategyText): LoadedStrategy {
  return loadText(path, text, used);
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
