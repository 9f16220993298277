import type { RephraserRequest } from '#engine';
import { canonicalJson } from '#language';

/**
 * The request's JSON. Sampling parameters go by vLLM's names, which SGLang and llama.cpp share, and only those that
 * the strategy sets: a remote service that does not know `min_p` must not be sent one.
 *
 * A prefill is a last message of the assistant. vLLM and SGLang go on from it only when they are told not to close the
 * turn (`continue_final_message`) and not to open another (`add_generation_prompt`); llama.cpp does so by itself.
 */
export function chatBody(modelId: string, request: RephraserRequest, stream: boolean): string {
  const { messages, messagesJson = canonicalJson(messages), sampling, seed } = request;
  const further = JSON.stringify({
    ...sampling,
    seed,
    ...(prefillOf(request) !== '' ? { continue_final_message: true, add_generation_prompt: false } : {}),
    ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  });
  return `{"model":${JSON.stringify(modelId)},"messages":${messagesJson},${further.slice(1)}`;
}

/** The beginning of the answer that the request puts into the model's mouth; empty where it puts none. */
export function prefillOf({ messages }: RephraserRequest): string {
  const last = messages.at(-1);
  return last?.role === 'assistant' ? last.content : '';
}
