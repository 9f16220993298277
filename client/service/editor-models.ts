import * as vscode from 'vscode';
import type { AskEditorModelParams, AskEditorModelResult } from '#protocol';
import { notFound, sentenceOfModelError } from './model-error.ts';

/** A model that the editor gives to extensions. */
export interface EditorModel {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** Of what it reads, in tokens. */
  readonly context: number;
}

/** The models of the editor; none where it has none to give, as older editors and forks. Asks nobody for consent. */
export async function editorModels(): Promise<readonly EditorModel[]> {
  const found = (await languageModels()?.selectChatModels()) ?? [];
  return found.map(({ id, name, vendor, maxInputTokens }) => ({ id, name, vendor, context: maxInputTokens }));
}

/**
 * Puts a preview's messages to a model of the editor, which asks the person for consent where it has to. Sampling is the
 * editor's own.
 * @throws Error with one sentence, whatever went wrong
 */
export async function askEditorModel(
  { id, messages }: AskEditorModelParams,
  token: vscode.CancellationToken,
): Promise<AskEditorModelResult> {
  const cancellation = new vscode.CancellationTokenSource();
  // The token of the channel is none that the editor takes over to a provider.
  const listener = token.onCancellationRequested(() => cancellation.cancel());
  if (token.isCancellationRequested) cancellation.cancel();
  try {
    const [model] = (await languageModels()?.selectChatModels({ id })) ?? [];
    if (model === undefined) throw new Error(notFound(id));
    return { text: await answerOf(model, messages, cancellation.token) };
  } finally {
    listener.dispose();
    cancellation.dispose();
  }
}

async function answerOf(
  model: vscode.LanguageModelChat,
  messages: AskEditorModelParams['messages'],
  token: vscode.CancellationToken,
): Promise<string> {
  try {
    const asked = messages.map(({ role, content }) =>
      // Providers take no system messages: instructions go as what the user says first.
      role === 'assistant'
        ? vscode.LanguageModelChatMessage.Assistant(content)
        : vscode.LanguageModelChatMessage.User(content),
    );
    const justification = 'Wordmill previews how this model rephrases a document.';
    const { text } = await model.sendRequest(asked, { justification }, token);
    const parts: string[] = [];
    for await (const part of text) parts.push(part);
    return parts.join('');
  } catch (error) {
    if (token.isCancellationRequested) throw new Error('Cancelled.', { cause: error });
    throw new Error(sentenceOfModelError(model.name, error), { cause: error });
  }
}

/** Older editors and forks lack the whole of it, whatever the types say. */
function languageModels(): typeof vscode.lm | undefined {
  return 'lm' in vscode ? vscode.lm : undefined;
}
