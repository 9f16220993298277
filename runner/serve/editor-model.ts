import { CancellationTokenSource, ErrorCodes, type MessageConnection, ResponseError } from 'vscode-jsonrpc/node';
import { type Rephraser, RephraserError } from '#engine';
import { type AskEditorModelParams, type AskEditorModelResult, methods } from '#protocol';
import { unlessAborted } from '../unless-aborted.ts';

/** Puts messages to one of the editor's own models. @throws RephraserError `run` where the editor refuses */
export type AskEditor = (asked: AskEditorModelParams, signal: AbortSignal) => Promise<string>;

/** Requests at a time: editors count them. */
const concurrency = 4;

/** A model that the editor gives to extensions. Sampling and seed are the editor's own affair. */
export function createEditorRephraser(id: string, ask: AskEditor): Rephraser {
  return {
    label: `editor:${id}`,
    concurrency,
    async rephrase({ messages }, { signal, onText }) {
      const text = await ask({ id, messages }, signal);
      onText?.(text);
      return { text, finishReason: 'stop', inputTokens: null, outputTokens: null };
    },
    dispose: async () => undefined,
  };
}

/** Asks by a request in the other direction; whoever cancels here cancels there. */
export function editorBehind(connection: MessageConnection): AskEditor {
  return async (asked, signal) => {
    signal.throwIfAborted();
    const cancellation = new CancellationTokenSource();
    const cancel = (): void => cancellation.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const answer = connection.sendRequest<AskEditorModelResult>(methods.askEditorModel, asked, cancellation.token);
      return (await unlessAborted(answer, signal)).text;
    } catch (error) {
      signal.throwIfAborted();
      throw refusal(asked.id, error);
    } finally {
      signal.removeEventListener('abort', cancel);
      cancellation.dispose();
    }
  };
}

function refusal(id: string, error: unknown): RephraserError {
  if (error instanceof ResponseError && error.code === ErrorCodes.MethodNotFound) {
    const message = `This editor gives no models of its own, so ${id} cannot be asked; choose another model.`;
    return new RephraserError('run', message, { cause: error });
  }
  // What the editor says of its own accord is a sentence already.
  if (error instanceof ResponseError && error.code === ErrorCodes.InvalidRequest) {
    return new RephraserError('run', error.message, { cause: error });
  }
  const said = error instanceof Error ? error.message : String(error);
  // The library puts words of its own before those of the editor.
  const words = said.replace(/^Request \S+ failed with message: /, '');
  return new RephraserError('run', `The editor's model ${id} gave no answer: ${words}`, { cause: error });
}
