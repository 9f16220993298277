import * as vscode from 'vscode';
import { type ConnectionReport, methods, type TestConnectionParams, type TestConnectionResult } from '#protocol';
import { requireTrust } from './commands.ts';
import { type Action, Refusal, setApiKey, showLog } from './refusal.ts';
import type { Secrets } from './secrets.ts';
import type { RunnerService } from './service/runner-service.ts';
import { chooseStrategy, describeStrategy, environmentNames } from './strategies.ts';
import { targetOf } from './target.ts';

export interface TestConnectionOptions {
  readonly service: RunnerService;
  readonly secrets: Secrets;
  readonly memento: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
}

/** Sends each model of a strategy one small request; what was sent and what came back stands in the log. */
export async function testConnection(argument: unknown, options: TestConnectionOptions): Promise<TestConnectionResult> {
  const { service, secrets, memento, log } = options;
  requireTrust('Testing the connection');
  const strategy = await describeStrategy(await chooseStrategy(targetOf(argument).strategy, memento), service);
  const environment = await secrets.environment(environmentNames(strategy.described));
  const params: TestConnectionParams = { strategy: strategy.text, environment };
  // A server that says nothing may be waited for as long as `limits.timeout`, unless somebody has enough of it.
  const progress = { location: vscode.ProgressLocation.Notification, title: 'Asking the models', cancellable: true };
  const result = await vscode.window.withProgress(progress, (_, token) =>
    service.request<TestConnectionResult>(methods.testConnection, params, token),
  );
  for (const report of result.models) writeDown(report, log);
  const failed = result.models.filter(({ ok }) => !ok);
  const [first] = failed;
  if (first) {
    const others = failed.length === 1 ? '' : ` (${failed.length - 1} more in the log)`;
    throw new Refusal(`${first.model}: ${first.message}${others}`, actionsFor(first));
  }
  // The message waits for a click; the test is over.
  void tellSuccess(result.models);
  return result;
}

async function tellSuccess(models: readonly ConnectionReport[]): Promise<void> {
  const [only] = models;
  const sentence =
    only && models.length === 1 ? `${only.model}: ${only.message}` : `All ${models.length} models answer.`;
  const chosen = await vscode.window.showInformationMessage(sentence, showLog.title);
  if (chosen !== undefined) await vscode.commands.executeCommand(showLog.command);
}

function actionsFor({ status }: ConnectionReport): readonly Action[] {
  return status === 401 || status === 403 ? [setApiKey, showLog] : [showLog];
}

function writeDown(
  { model, ok, message, request, status, body, milliseconds }: ConnectionReport,
  log: vscode.LogOutputChannel,
): void {
  const line = `${model}: ${message} [${request} → ${status ?? 'no answer'}, ${Math.round(milliseconds)} ms]`;
  if (ok) log.info(line);
  else log.error(line);
  if (body !== '') log.info(`${model} answered: ${body}`);
}
