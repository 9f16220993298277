const conversational =
  /^(?:multi-turn-)?(?:q-?a|q-?and-?a|question-?answers?|questions?-and-answers?|question-answering|dialogues?|dialogs?|conversations?|conversational|faqs?|interviews?|chats?)$/;

/** Whether a style is by its label a talk of two or more: `question-answer`, `dialogue`, `FAQ`, `interview` … */
export function isConversational(style: string): boolean {
  return conversational.test(style.toLowerCase().replace(/[\s_/&]+/g, '-'));
}

/** Whether a share of `mix.styles` is one of this style: by the same label, or by `conversational`, which many are. */
export function meansStyle(share: string, style: string): boolean {
  return style === share || (share === 'conversational' && isConversational(style));
}
