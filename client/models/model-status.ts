import * as vscode from 'vscode';
import { type DescribeParams, type DescribeResult, methods, type ModelState } from '#protocol';
import { languageId } from '../language-client.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { strategyText } from '../strategies.ts';
import { modelSummary } from './model-summary.ts';

/** How the models of the strategy in front are. It shows what the service tells, and starts nothing in order to know. */
export class ModelStatus implements vscode.Disposable {
  readonly #service: RunnerService;
  readonly #log: vscode.LogOutputChannel;
  readonly #item = vscode.window.createStatusBarItem('wordmill.models', vscode.StatusBarAlignment.Right, 100.1);
  readonly #subscriptions: readonly vscode.Disposable[];
  /** The newest state of each model. */
  readonly #told = new Map<string, ModelState>();
  #shown: { readonly strategy: vscode.Uri; readonly models: DescribeResult['models'] } | undefined;

  constructor(service: RunnerService, log: vscode.LogOutputChannel) {
    this.#service = service;
    this.#log = log;
    this.#item.name = 'Wordmill Models';
    this.#subscriptions = [
      service.onModelState((state) => this.#note(state)),
      service.onRunning((running) => {
        if (!running) this.#told.clear();
        void this.#follow();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => void this.#follow()),
      vscode.workspace.onDidSaveTextDocument(({ languageId: language }) => {
        if (language === languageId) void this.#follow();
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#item.dispose();
  }

  #note(state: ModelState): void {
    const key = `${state.model}\n${state.label}`;
    // Behind the others, so that the newest one is the last.
    this.#told.delete(key);
    this.#told.set(key, state);
    // A name that is not known yet may have been written since.
    if (this.#shown?.models.some(({ name }) => name === state.model)) this.#show();
    else void this.#follow();
  }

  /** Asks what models the strategy in front has, once the service runs. */
  async #follow(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const isStrategy = document?.languageId === languageId && document.uri.scheme === 'file';
    if (!isStrategy || !this.#service.isRunning) {
      this.#shown = undefined;
      return this.#item.hide();
    }
    try {
      const params: DescribeParams = { strategy: strategyText(document) };
      const { models } = await this.#service.request<DescribeResult>(methods.describe, params);
      if (vscode.window.activeTextEditor?.document !== document) return;
      this.#shown = { strategy: document.uri, models };
      this.#show();
    } catch (error) {
      // The state of models is a convenience: it is not shown where nobody can say, and the log has the reason.
      this.#log.debug(`models of ${document.uri.fsPath}: ${String(error)}`);
      this.#item.hide();
    }
  }

  #show(): void {
    if (!this.#shown || this.#shown.models.length === 0) return this.#item.hide();
    const { strategy, models } = this.#shown;
    const { text, lines, gone } = modelSummary(models, [...this.#told.values()]);
    this.#item.text = text;
    this.#item.tooltip = [...lines, 'Test the connection.'].join('\n');
    this.#item.accessibilityInformation = { label: lines.join('; ') };
    this.#item.backgroundColor = gone ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    const command = 'wordmill.testConnection';
    this.#item.command = { title: 'Test Connection', command, arguments: [{ strategy }] };
    this.#item.show();
  }
}
