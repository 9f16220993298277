import { basename } from 'node:path';
import * as vscode from 'vscode';
import { type Estimate, estimateInBrief, estimateInDetail, groundOf, parseEstimate } from './estimate-words.ts';
import { type EstimateOrder, runEstimate } from './run-estimate.ts';

/** What somebody has agreed to. */
export interface ConfirmedRun {
  /** Documents at the most; null is what the strategy says. */
  readonly limit: number | null;
  /** The estimate that was shown, as the runner wrote it; null where there was none. */
  readonly estimate: string | null;
}

interface Shown {
  readonly json: string | null;
  readonly estimate: Estimate | null;
  /** Why there is no estimate. */
  readonly why: string | null;
}

interface Choice extends vscode.QuickPickItem {
  readonly action: 'run' | 'ask' | 'limit';
}

/**
 * Shows what a run will cost and asks whether it is to begin. Models are only asked where somebody wants that, since it costs
 * money before anything was agreed to. @throws vscode.CancellationError where it is not to begin
 */
export async function confirmRun(order: Omit<EstimateOrder, 'limit' | 'asks'>): Promise<ConfirmedRun> {
  let limit: number | null = null;
  let asks = false;
  for (;;) {
    const shown = await estimated({ ...order, limit, asks });
    const picked = await vscode.window.showQuickPick(choices(shown, limit), {
      title: title(order.strategy, shown),
      placeHolder: 'Is the run to begin?',
      ignoreFocusOut: true,
    });
    if (!picked) throw new vscode.CancellationError();
    if (picked.action === 'run') return { limit, estimate: shown.json };
    if (picked.action === 'ask') asks = true;
    else limit = await askLimit(limit);
  }
}

async function estimated(order: EstimateOrder): Promise<Shown> {
  const name = nameOf(order.strategy);
  const title = order.asks ? `Asking the models of ${name}` : `Estimating ${name}`;
  // Only a notification has a button that cancels.
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_progress, token) => {
    const ending = new AbortController();
    token.onCancellationRequested(() => ending.abort());
    const answer = await runEstimate(order, ending.signal);
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    if (answer.kind === 'failed') return { json: null, estimate: null, why: answer.why };
    const estimate = parseEstimate(answer.json);
    return { json: answer.json, estimate, why: estimate === null ? 'the runner said nothing that can be read' : null };
  });
}

function choices({ estimate, why }: Shown, limit: number | null): readonly Choice[] {
  const run: Choice =
    estimate === null
      ? { label: '$(play) Run', description: `could not be estimated: ${why}`, action: 'run' }
      : {
          label: '$(play) Run',
          description: estimateInBrief(estimate),
          detail: estimateInDetail(estimate),
          action: 'run',
        };
  const ask: Choice = {
    label: '$(pulse) Ask the models first',
    description: 'some real requests, for half a minute and $0.25 at most',
    action: 'ask',
  };
  const description = limit === null ? 'as the strategy says' : `at most ${limit.toLocaleString('en-US')} documents`;
  const change: Choice = { label: '$(list-filter) Change limit…', description, action: 'limit' };
  return [run, ...(estimate?.probed === true ? [] : [ask]), change];
}

async function askLimit(before: number | null): Promise<number | null> {
  const text = await vscode.window.showInputBox({
    title: 'How many documents at the most?',
    prompt: 'Empty is as many as the strategy says.',
    value: before === null ? '' : String(before),
    ignoreFocusOut: true,
    validateInput: (value) => (/^(?:[1-9]\d*)?$/.test(value.trim()) ? null : 'Use a whole number of 1 or more.'),
  });
  if (text === undefined) return before;
  return text.trim() === '' ? null : Number(text);
}

function title(strategy: string, { estimate }: Shown): string {
  const name = nameOf(strategy);
  return estimate === null ? name : `${name}: ${groundOf(estimate)}`;
}

function nameOf(strategy: string): string {
  return basename(strategy).replace(/\.strategy\.ya?ml$/i, '');
}
