import type { RephraserAnswer, RephraserRequest } from '#engine';
import { RephraserError } from '#engine';
import type { ChatTemplate } from './chat-template.ts';
import type { LlamaModel, Token } from './llama-library.ts';
import type { PromptSequence } from './prompt-sequence.ts';
import { toEvaluateOptions } from './sampling.ts';
import { openTextFlow } from './text-flow.ts';

/** A model that is loaded, with the one sequence that it works on. */
export interface LoadedModel {
  readonly model: LlamaModel;
  readonly sequence: PromptSequence;
  readonly template: ChatTemplate;
  /** Tokens that prompt and answer share. */
  readonly context: number;
}

/**
 * Answers one request. The same request gives the same text, whatever the sequence did before and whichever process
 * does it, on machines of the same kind.
 *
 * @throws RephraserError `piece` where the prompt is longer than the context; the signal's reason when aborted.
 */
export async function generate(
  { model, sequence, template, context }: LoadedModel,
  { messages, sampling, seed }: RephraserRequest,
  signal: AbortSignal,
  onText: (text: string) => void,
): Promise<RephraserAnswer> {
  const prompt = template(messages);
  const last = prompt.at(-1);
  if (last === undefined) throw new RephraserError('piece', 'The prompt has no tokens.');
  if (prompt.length >= context) {
    throw new RephraserError('piece', `The prompt has ${prompt.length} tokens, and the context holds ${context}.`);
  }
  await sequence.read(prompt.slice(0, -1), signal);

  const generated: Token[] = [];
  const most = Math.min(sampling.max_tokens ?? Infinity, context - prompt.length);
  const flow = openTextFlow((tokens, previous) => model.detokenize(tokens, false, previous), sampling.stop ?? []);
  let text = '';
  const emit = (further: string): void => {
    if (further === '') return;
    text += further;
    onText(further);
  };
  let finishReason = 'stop';
  // The generator ends by itself at the token by which the model says that it is finished.
  for await (const token of sequence.evaluate(last, toEvaluateOptions(sampling, seed, generated))) {
    signal.throwIfAborted();
    generated.push(token);
    emit(flow.push(token));
    if (flow.stopped) break;
    if (generated.length >= most) {
      finishReason = 'length';
      break;
    }
  }
  emit(flow.end());
  if (flow.stopped) finishReason = 'stop';
  return { text, finishReason, inputTokens: prompt.length, outputTokens: generated.length };
}
