/** How far into a text the phrases are looked for: what stands further on is content. */
const openingLength = 600;

const selfReference =
  /\b(?:texts?|passages?|paragraphs?|articles?|documents?|versions?|summary|paraphras\w*|rewr\w*|rephras\w*|reword\w*|summari[sz]\w*|simplified|questions? and answers?|question[- ]answer|q&a|dialogue|requested|you (?:asked|provided|requested|gave))\b/i;

const reworked =
  /\b(?:rewr\w+|rephras\w+|paraphras\w+|reword\w+|summari[sz]\w+|simplif\w+|condens\w+|convert\w+|transform\w+|help)\b/i;

const interjection = /^(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|alright|no problem|my pleasure)/i;

/** What a model says about the text it is going to give, and the words without which it would be content. */
const announcements: readonly { readonly begins: RegExp; readonly needs: RegExp }[] = [
  { begins: /^(?:here(?:['’]s| is| are| it is)|below (?:is|are)|the following (?:is|are))\b/i, needs: selfReference },
  { begins: /^(?:this is|these are)\b/i, needs: reworked },
  {
    begins: /^(?:i(?:['’]ve| have|['’]ll| will|['’]d be| would be|['’]m| am| can)|let me|let['’]s)\b/i,
    needs: reworked,
  },
];

const label =
  /^(?:(?:rewritten|rephrased|paraphrased|summari[sz]ed|simplified|revised|reworded|condensed|final|concise|formal|converted)[ \t]{1,4}(?:text|passage|version|paragraph|article|document|summary|answer|output|sentence)|paraphrase|rephrasing|rewrite|summary|output|response)[ \t]{0,4}[*_]{0,2}[ \t]{0,4}:/i;

const decoration = /^[\s*_#>"“]{0,20}/;
const behind = /^[*_]{0,3}(?:\s|-{3,}[ \t]*\n)*/;
const segmentEnd = /:(?=[\s*_"“]|$)|\n|[.!](?=\s)/;

/**
 * Where the talk about itself at the beginning of an answer ends (“Sure! Here is the rewritten text:”), and 0 where the
 * answer begins with its content. What is looked at is what WRAP does (arXiv 2401.16380): the segment before a colon, a
 * line's end or a sentence's end, where it holds words of the task.
 */
export function preambleEnd(text: string): number {
  const opening = text.slice(0, openingLength);
  let end = 0;
  for (;;) {
    const further = announcementEnd(opening.slice(end));
    if (further === 0) return end === 0 ? 0 : end + spaceAfter(text.slice(end, end + openingLength));
    end += further;
  }
}

/** Length of one announcement at the beginning of `text`, the marks around it included. */
function announcementEnd(text: string): number {
  const start = decoration.exec(text)?.[0].length ?? 0;
  const rest = text.slice(start);
  const labelled = label.exec(rest);
  if (labelled) return start + labelled[0].length;

  const called = interjection.exec(rest)?.[0] ?? '';
  const alone = called === '' ? null : /^[!.:](?=\s|$)/.exec(rest.slice(called.length));
  if (alone) return start + called.length + 1;
  const lead = called === '' ? '' : (/^\s{0,3}[,!–—-]\s{0,3}/.exec(rest.slice(called.length))?.[0] ?? '');
  const talk = rest.slice(called === '' ? 0 : called.length + lead.length);

  const segment = segmentEnd.exec(talk);
  if (!segment) return 0;
  const said = talk.slice(0, segment.index);
  const isTalk = announcements.some(({ begins, needs }) => begins.test(said) && needs.test(said));
  return isTalk ? text.length - talk.length + segment.index + 1 : 0;
}

function spaceAfter(text: string): number {
  return behind.exec(text)?.[0].length ?? 0;
}

const task =
  'assist|help you|help with|fulfil|fulfill|comply|provide|rewrite|rephrase|paraphrase|summari[sz]e|create|generate|complete (?:this|that|your)|answer (?:this|that|your)|process|access|continue with|engage|discuss (?:this|that)|do that|translate';
const inability = `(?:can(?:no|['’])t|can not|could(?: not|n['’]t)|am (?:not able|unable)|['’]m (?:not able|unable)|will not|won['’]t|must decline)`;

/** Bounded gaps keep every pattern linear; each needs the apology or inability and what it is about. */
const refusals: readonly RegExp[] = [
  new RegExp(`^(?:unfortunately,? )?i ?${inability}(?: be able)?(?: to)? (?:${task})`, 'i'),
  new RegExp(
    `^(?:i['’]m |i am )?(?:very |so |deeply )?sorry\\b[^\\n]{0,80}?\\b(?:i ?${inability}|as an? (?:ai|language model)|(?:no|there is no) (?:text|passage|document))`,
    'i',
  ),
  new RegExp(
    `^(?:i apologi[sz]e|my apologies)\\b[^\\n]{0,80}?\\b(?:i ?${inability}|as an? (?:ai|language model)|confusion)`,
    'i',
  ),
  /^(?:as|i['’]m|i am) (?:just )?an? (?:ai\b|artificial intelligence|(?:large )?language model)/i,
  /^(?:please (?:provide|share|paste|give me)|it (?:seems|looks like|appears)(?: that)? you (?:haven['’]t|have not|didn['’]t|forgot)|you (?:haven['’]t|have not|did not|didn['’]t) provided?)\b[^\n]{0,60}?\b(?:text|passage|document|article|paragraph)/i,
  /^(?:there is no|no) (?:text|passage|document|article) (?:was |is |has been )?(?:provided|given|to (?:rewrite|rephrase|summari[sz]e))/i,
  /^(?:i do not|i don['’]t) have (?:access to|enough (?:information|context)|the (?:text|passage|document|ability))/i,
];

/** Whether the text opens with an apology, an inability or a question for the text, instead of with a rephrasing. */
export function opensWithRefusal(text: string): boolean {
  const opening = text.slice(0, openingLength).replace(decoration, '');
  return refusals.some((pattern) => pattern.test(opening));
}
