import { type ReceivedRequest, replies, type ScriptedServer, startScriptedServer } from '../helpers/scripted-server.ts';
import { answerTo } from './answers.ts';

/** What was asked of the scripted model. */
export interface Asked {
  readonly model: string;
  readonly prompt: string;
  /** Everything of the request that steers how tokens are drawn, but the seed. */
  readonly sampling: Readonly<Record<string, unknown>>;
}

/** A server on loopback that answers every recipe's requests as a capable model would; see `answerTo`. */
export function startModelServer(): Promise<ScriptedServer & AsyncDisposable> {
  return startScriptedServer((request) => {
    if (!request.path.endsWith('/chat/completions')) return replies(404, { error: { message: 'not here' } });
    const { prompt } = askedOf(request);
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

const steering = [
  'temperature',
  'top_p',
  'top_k',
  'min_p',
  'repetition_penalty',
  'presence_penalty',
  'frequency_penalty',
  'max_tokens',
  'stop',
] as const;

/** A request of the runner, read. */
export function askedOf({ body }: ReceivedRequest): Asked {
  // The runner wrote it; a body of another shape fails the test that reads it.
  const parsed = JSON.parse(body) as Record<string, unknown> & { readonly messages: readonly { content: string }[] };
  const sampling = Object.fromEntries(steering.filter((key) => key in parsed).map((key) => [key, parsed[key]]));
  return { model: String(parsed['model']), prompt: parsed.messages.at(-1)?.content ?? '', sampling };
}
