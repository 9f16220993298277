import { preambleEnd } from '../opening-talk.ts';

const greeting =
  /^\s*(?:hello|hi|hey|greetings|good (?:morning|evening|afternoon))(?:,? (?:there|everyone|all|again|friends?|readers?|students?|dear [a-z]{1,20}))?[,!.]\s+/i;
const introduction =
  /^(?:i['’]m|i am|my name is)\s[^.!?\n]{1,80}?\b(?:assistant|model|ai|expert|guide|tutor|teacher|professor)\b[^.!?\n]{0,80}[.!]\s+/i;

/**
 * Takes away what a model says before it begins: the announcement of its text (“Sure! Here is the rewritten passage:”),
 * a greeting, and who it is. WRAP (arXiv 2401.16380) and Cosmopedia clean their outputs of the same.
 */
export function opener(text: string): string {
  const greeted = withoutStart(text, greeting);
  // Without a greeting before it, “I am a teacher” is content.
  const rest = greeted === text ? text : withoutStart(greeted, introduction);
  const end = preambleEnd(rest);
  return end === 0 ? rest : rest.slice(end).trimStart();
}

function withoutStart(text: string, pattern: RegExp): string {
  const found = pattern.exec(text);
  return found ? text.slice(found[0].length) : text;
}
