import { beforeEach, expect, test, vi } from 'vitest';
import { askEditorModel, editorModels } from '../../client/service/editor-models.ts';
import type { CancellationToken } from 'vscode';

/** The editor, as far as its models need it. */
const editor = vi.hoisted(() => {
  class CancellationTokenSource {
    readonly listeners: (() => void)[] = [];
    readonly token = {
      isCancellationRequested: false,
      onCancellationRequested: (listener: () => void) => {
        this.listeners.push(listener);
        return { dispose: () => undefined };
      },
    };
    cancel(): void {
      this.token.isCancellationRequested = true;
      for (const listener of this.listeners) listener();
    }
    dispose(): void {
      this.listeners.length = 0;
    }
  }
  const message = (role: string) => (content: string) => ({ role, content });
  return {
    lm: undefined as object | undefined,
    CancellationTokenSource,
    LanguageModelChatMessage: { User: message('user'), Assistant: message('assistant') },
  };
});

vi.mock('vscode', () => editor);

type SendRequest = (messages: readonly object[], options: object, token: CancellationToken) => Promise<object>;

function give(sendRequest: SendRequest): void {
  const model = { id: 'gpt', name: 'GPT', vendor: 'copilot', maxInputTokens: 64_000, sendRequest };
  editor.lm = { selectChatModels: async (only?: { id: string }) => (only && only.id !== 'gpt' ? [] : [model]) };
}

const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'The tide.' },
  { role: 'assistant', content: 'Water' },
];

function ask(id = 'gpt'): { readonly answer: Promise<string>; cancel(): void } {
  const source = new editor.CancellationTokenSource();
  // It has what a token has, as far as anybody looks.
  const token = source.token as unknown as CancellationToken;
  return { answer: askEditorModel({ id, messages }, token).then(({ text }) => text), cancel: () => source.cancel() };
}

async function* words(...parts: readonly string[]): AsyncGenerator<string> {
  yield* parts;
}

beforeEach(() => {
  editor.lm = undefined;
});

test('the models that the editor has are listed, and none where it knows of no models', async () => {
  expect(await editorModels()).toEqual([]);
  give(async () => ({}));
  expect(await editorModels()).toEqual([{ id: 'gpt', name: 'GPT', vendor: 'copilot', context: 64_000 }]);
});

test('a model gets the messages, with what only users can say, and its parts become one text', async () => {
  const sent: unknown[] = [];
  give(async (asked) => {
    sent.push(...asked);
    return { text: words('Water ', 'rises.') };
  });
  expect(await ask().answer).toBe('Water rises.');
  expect(sent).toEqual([{ role: 'user', content: 'Be brief.' }, { role: 'user', content: 'The tide.' }, messages[2]]);
});

test('whatever goes wrong is one sentence, also in the middle of an answer', async () => {
  await expect(ask().answer).rejects.toThrow('The editor has no model gpt any more');
  give(async () => Promise.reject(Object.assign(new Error(''), { code: 'NoPermissions' })));
  await expect(ask().answer).rejects.toThrow('Wordmill may not use GPT of the editor');
  await expect(ask('other').answer).rejects.toThrow('The editor has no model other any more');
  async function* breaking(): AsyncGenerator<string> {
    yield 'Water';
    throw Object.assign(new Error('Too much.'), { code: 'ChatQuotaExceeded' });
  }
  give(async () => ({ text: breaking() }));
  await expect(ask().answer).rejects.toThrow('The allowance for GPT of the editor is used up');
});

test('cancelling goes through to the model', async () => {
  let told: CancellationToken | undefined;
  give(
    (_messages, _options, token) =>
      new Promise((_, reject) => {
        told = token;
        token.onCancellationRequested(() => reject(new Error('stopped')));
      }),
  );
  const asked = ask();
  await vi.waitUntil(() => told);
  asked.cancel();
  await expect(asked.answer).rejects.toThrow('Cancelled.');
  expect(told?.isCancellationRequested).toBe(true);
});
