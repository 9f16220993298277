import { type ReceivedRequest, replies, type ScriptedServer, startScriptedServer } from '../helpers/scripted-server.ts';
import { answerTo } from './answers.ts';

/** A server on loopback that answers every recipe's requests as a capable model would; see `answerTo`. */
export function startModelServer(): Promise<ScriptedServer & AsyncDisposable> {
  return startScriptedServer((request) => {
    if (!request.path.endsWith('/chat/completions')) return replies(404, { error: { message: 'not here' } });
    const prompt = promptOf(request);
    const { text, finishReason } = answerTo(prompt);
    const tokens = (written: string): number => Math.ceil(written.length / 4);
    return replies(200, {
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finishReason }],
      usage: {
        prompt_tokens: tokens(prompt),
        completion_tokens: tokens(text),
        total_tokens: tokens(prompt) + tokens(text),
      },
    });
  });
}

/** The last message of a request of the runner; a body of another shape fails the test that sent it. */
function promptOf({ body }: ReceivedRequest): string {
  const { messages } = JSON.parse(body) as { readonly messages: readonly { readonly content: string }[] };
  return messages.at(-1)?.content ?? '';
}
