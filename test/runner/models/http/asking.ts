import { type RephraseOptions, type RephraserAnswer, RephraserError, type RephraserRequest } from '#engine';
import type { HttpModel } from '#language';
import { createHttpRephraser } from '../../../../runner/models/http/rephraser.ts';
import { type ScriptedReply, startScriptedServer } from '../../../helpers/scripted-server.ts';
import { httpModel, machine } from '../helpers.ts';

/** A request with a bit of everything. */
export const request: RephraserRequest = {
  messages: [{ role: 'user', content: 'Rephrase: {{ it }}' }],
  sampling: { temperature: 0.5, top_k: 40, stop: ['END'] },
  seed: 7,
};

/** Options of somebody who waits. */
export const calm: RephraseOptions = { signal: new AbortController().signal };

/** Asks a server that gives one reply. */
export async function ask(
  reply: ScriptedReply,
  {
    model = {},
    options = {},
    asked = request,
    variables = {},
  }: {
    readonly model?: Partial<HttpModel>;
    readonly options?: Partial<RephraseOptions>;
    readonly asked?: RephraserRequest;
    readonly variables?: Readonly<Record<string, string>>;
  } = {},
): Promise<{ answer: RephraserAnswer; body: unknown; headers: Readonly<Record<string, unknown>> }> {
  await using server = await startScriptedServer(() => reply);
  const rephraser = await createHttpRephraser(httpModel([server.url], model), machine({ variables }));
  try {
    const answer = await rephraser.rephrase(asked, { ...calm, ...options });
    const [received] = server.requests;
    return { answer, body: JSON.parse(received?.body ?? ''), headers: received?.headers ?? {} };
  } finally {
    await rephraser.dispose();
  }
}

/** The RephraserError of something that must fail with one. */
export async function failure(action: Promise<unknown>): Promise<RephraserError> {
  const error = await action.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof RephraserError) return error;
  throw new Error(`A RephraserError was expected, and this came: ${String(error)}`);
}
