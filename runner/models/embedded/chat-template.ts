import type { Message } from '#engine';
import type { LlamaLibrary, LlamaModel, TemplateClass, Token } from './llama-library.ts';

/** Renders a conversation into the tokens that the model was trained on. */
export type ChatTemplate = (messages: readonly Message[]) => readonly Token[];

/** A character of Unicode's private area, which no template writes by itself. */
const mark = '\u{E000}';

/**
 * Compiles the model's own chat template. What the messages say never goes through it: the template is rendered over
 * placeholders, and only what it writes around them is read as control tokens. So a web page that holds `<|im_end|>`
 * or `{{` stays a text like any other.
 *
 * @throws Error where the weights have no template, as those of base models.
 */
export function compileChatTemplate(model: LlamaModel, library: LlamaLibrary, Template: TemplateClass): ChatTemplate {
  const source = model.fileInfo.metadata.tokenizer?.chat_template;
  if (source === undefined) throw new Error('The weights have no chat template, so they are not of an instruct model.');
  const template = new Template(source);
  return (messages) => {
    const prefilled = messages.at(-1)?.role === 'assistant';
    const rendered = template.render({
      messages: messages.map(({ role }, index) => ({ role, content: `${mark}${index}${mark}` })),
      add_generation_prompt: !prefilled,
      bos_token: model.tokens.bosString ?? '',
      eos_token: model.tokens.eosString ?? '',
      // Templates of thinking models put the thoughts into the answer unless this is set.
      enable_thinking: false,
    });
    const parts = rendered.split(mark);
    // Parts take turns: what the template writes, the number of a message, what the template writes, …
    if (prefilled) parts.length = parts.lastIndexOf(String(messages.length - 1)) + 1;
    const text = library.LlamaText(
      parts.map((part, index) =>
        index % 2 === 0 ? new library.SpecialTokensText(part) : (messages[Number(part)]?.content ?? ''),
      ),
    );
    const tokens = text.tokenize(model.tokenizer);
    const { bos, shouldPrependBosToken } = model.tokens;
    return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
  };
}
