import * as vscode from 'vscode';
import type { RenderedRequest } from '#protocol';
import { explain, requireTrust } from '../commands.ts';
import { languageId, type LanguageServer } from '../language-client.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import type { DocumentChoice } from '../preview/document-choice.ts';
import { Refusal, showProblems } from '../refusal.ts';
import { rephrasingAt } from '../rendering/rephrasing-at.ts';
import { LiveRendering, renderNow, type Rendering, type RenderSubject } from '../rendering/live-rendering.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { chooseStrategy } from '../strategies.ts';
import { targetOf } from '../target.ts';
import { PromptEditor, type PromptOwner } from './prompt-editor.ts';

export interface PromptCommandsOptions {
  readonly server: LanguageServer;
  readonly service: RunnerService;
  readonly choice: DocumentChoice;
  readonly models: ModelChoice;
  readonly memento: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
}

/** The prompts of a rephrasing as they would be sent, without a model, and kept up with what is typed. */
export class PromptCommands implements vscode.Disposable {
  readonly #options: PromptCommandsOptions;
  readonly #editor = new PromptEditor();
  readonly #rendering: LiveRendering;
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(options: PromptCommandsOptions) {
    const { service, choice, models, log } = options;
    this.#options = options;
    this.#rendering = new LiveRendering({
      service,
      subject: async () => {
        const { owner } = this.#editor;
        return owner && this.#subjectOf(owner);
      },
      show: (rendering) => this.#show(rendering),
      failed: (error) => void explain(error, 'The prompt', log),
    });
    this.#subscriptions = [
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.#concerns(document)) this.#update();
      }),
      choice.onDidChange(() => this.#update()),
      models.onDidChange(() => this.#update()),
    ];
  }

  async show(argument: unknown): Promise<void> {
    const owner = await this.#ownerOf(argument);
    await this.#editor.open(owner);
    this.#rendering.request();
  }

  /** Copies the command line that sends the request under the cursor of the prompt, or the first. @returns what was copied */
  async copyRequest(argument: unknown): Promise<string> {
    const given = targetOf(argument).rephrasings?.[0];
    const shown = given === undefined && this.#editor.isOpen ? this.#editor.request : undefined;
    const request = shown ?? (await this.#firstRequest(await this.#ownerOf(argument)));
    if (request.curl === null) throw new Refusal(`${request.model} is no server, so that there is no request to copy.`);
    await vscode.env.clipboard.writeText(request.curl);
    vscode.window.setStatusBarMessage('$(check) The request is copied as a curl command', 3_000);
    return request.curl;
  }

  dispose(): void {
    this.#rendering.dispose();
    for (const one of [...this.#subscriptions, this.#editor]) one.dispose();
  }

  /** Strategies may use each other, so any of them may change the prompt. */
  #concerns({ languageId: language, uri }: vscode.TextDocument): boolean {
    const { choice } = this.#options.choice;
    return language === languageId || (choice.kind !== 'sample' && uri.fsPath === choice.path);
  }

  #update(): void {
    if (this.#editor.isOpen) this.#rendering.request();
  }

  async #subjectOf({ strategy, rephrasing }: PromptOwner): Promise<RenderSubject> {
    const { choice, models } = this.#options;
    return { strategy, rephrasings: [rephrasing], choice: await choice.resolve(), ...models.models(strategy) };
  }

  #show(rendering: Rendering | undefined): void {
    const { owner } = this.#editor;
    if (!rendering || !owner) return;
    if (rendering.kind === 'refused') return this.#editor.showProblem(rendering);
    const { document } = rendering;
    const rephrasing = document.rephrasings.find(({ name }) => name === owner.rephrasing);
    if (rephrasing) this.#editor.show({ document, rephrasing });
    else
      this.#editor.showProblem({ message: `The strategy has no rephrasing ${owner.rephrasing} any more.`, line: null });
  }

  async #ownerOf(argument: unknown): Promise<PromptOwner> {
    requireTrust('A prompt');
    const { strategy: given, rephrasings } = targetOf(argument);
    const strategy = await chooseStrategy(given, this.#options.memento);
    return { strategy, rephrasing: rephrasings?.[0] ?? (await this.#pick(strategy)) };
  }

  /** The rephrasing where the cursor stands, else one that is picked. */
  async #pick(strategy: vscode.Uri): Promise<string> {
    const never = new vscode.CancellationTokenSource().token;
    const document = await vscode.workspace.openTextDocument(strategy);
    const places = await this.#options.server.rephrasings(document.uri, never);
    const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
    const [only] = places;
    const under = editor && rephrasingAt(document.getText(), places, editor.selection.active.line);
    if (under !== undefined) return under;
    if (only && places.length === 1) return only.name;
    const picked = await vscode.window.showQuickPick(
      places.map(({ name }) => name),
      { title: 'The prompt of which rephrasing?' },
    );
    if (picked === undefined) throw new vscode.CancellationError();
    return picked;
  }

  async #firstRequest(owner: PromptOwner): Promise<RenderedRequest> {
    const rendering = await renderNow(await this.#subjectOf(owner), this.#options.service);
    if (rendering.kind === 'refused') throw new Refusal(rendering.message, [showProblems]);
    const [request] = rendering.document.rephrasings.flatMap(({ requests }) => requests);
    if (!request) throw new Refusal(`A run would send nothing of ${owner.rephrasing} for this document.`);
    return request;
  }
}
