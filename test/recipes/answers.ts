import { condensed, paraphrase, sentences } from './paraphrase.ts';

/** What the scripted model says. */
export interface ScriptedAnswer {
  readonly text: string;
  /** `length` where it was cut off. */
  readonly finishReason: 'stop' | 'length';
}

/** A kind of request, known by words of its instructions, and how a capable model would answer it. */
interface Family {
  readonly words: string;
  readonly answer: (passage: string, prompt: string) => string;
}

const families: readonly Family[] = [
  { words: 'Answer with a JSON list of five objects', answer: genresAndAudiences },
  { words: 'Answer with a JSON list of texts', answer: (passage) => fenced(JSON.stringify(entities(passage))) },
  { words: '{"score": 1 to 5', answer: (passage) => verdictOnRewriting(passage) },
  { words: '{"kept": the share', answer: (passage) => verdictOnPassage(passage) },
  { words: 'Paraphrased Text:', answer: marked },
  { words: 'with "Question:"', answer: pairs },
  { words: 'each marked "Question:"', answer: pairs },
  { words: 'with "A:" or "B:"', answer: dialogue },
  { words: 'each line with "- " in front', answer: facts },
  { words: 'passages as they stand in a textbook', answer: labelledPassages },
  { words: 'into a table in Markdown', answer: table },
  { words: 'between <page> and </page>', answer: plannedPage },
  { words: 'Extract of a web page', answer: longText },
  { words: 'Write on where the text below stops', answer: continuation },
  { words: 'Give a summary of the text', answer: (passage) => paraphrase(sentences(passage).slice(0, 3).join(' ')) },
  { words: 'Write study notes', answer: notes },
  { words: 'Rewrite the passage more densely', answer: condensed },
];

/**
 * What a model answers that does its work, except for a few pages: one answer is cut off, one is refused, one begins with
 * talk and one holds a number that the page does not have, so that every way to the rejects is gone.
 */
export function answerTo(prompt: string): ScriptedAnswer {
  const passage = passageOf(prompt);
  const asksForJson = /Answer with (?:one|a) JSON/.test(flat(prompt));
  if (passage.includes('Lumen H3') && !asksForJson) return said("I'm sorry, but I can't help with that request.");
  const family = families.find(({ words }) => flat(prompt).includes(words));
  const text = family?.answer(passage, prompt) ?? paraphrase(passage);
  if (asksForJson) return said(text);
  if (passage.includes('Hallam Bridge'))
    return { text: text.slice(0, Math.floor(text.length / 2)), finishReason: 'length' };
  if (passage.includes('pendulum') && family === undefined) return said(`Sure! Here is the rewritten text:\n\n${text}`);
  if (passage.includes('Skerra')) return said(`${text} Around 7,777 visitors came.`);
  return said(text);
}

function said(text: string): ScriptedAnswer {
  return { text, finishReason: 'stop' };
}

const label = /\n(?:Passage|Text|Document|Page|Source|Original):\n/g;

/** The part of a prompt that is the document: behind the last label of one, or behind the instructions. */
function passageOf(prompt: string): string {
  const at = [...prompt.matchAll(label)].at(-1);
  const extract = prompt.indexOf('Extract of a web page: ');
  const from = extract >= 0 ? extract + 24 : at === undefined ? prompt.indexOf('\n\n') + 2 : at.index + at[0].length;
  return (
    prompt
      .slice(from)
      .split(/\n(?:Rewriting:\n|Entities: |Genre: )/)[0]
      ?.trim() ?? ''
  );
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function entities(passage: string): readonly string[] {
  const names = passage.match(/(?<=[a-z,] )\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)*/gu) ?? [];
  return [...new Set(names)].slice(0, 8);
}

function genresAndAudiences(passage: string): string {
  // One page to which the model has an opinion instead.
  if (passage.includes('icing sugar'))
    return 'This page would make a fine letter to a friend who is about to keep bees.';
  const genres = ['letter', 'lecture', 'field guide', 'interview', 'case study', 'news item'];
  return fenced(JSON.stringify(genres.map((genre) => ({ genre: `a ${genre}`, audience: `readers of a ${genre}` }))));
}

function verdictOnRewriting(passage: string): string {
  const misleads = passage.includes('Rubisco');
  return JSON.stringify({ score: misleads ? 2 : 5, problem: misleads ? 'mixes up the photosystems' : '' });
}

function verdictOnPassage(passage: string): string {
  return JSON.stringify({ kept: 0.95, contradicted: passage.includes('Eleven men drowned') ? 1 : 0, invented: 0 });
}

function fenced(json: string): string {
  return `Here you are:\n\`\`\`json\n${json}\n\`\`\``;
}

function marked(passage: string): string {
  // A page of markup, after which the model forgets the marker.
  const text = paraphrase(passage);
  return passage.includes('Accept all') ? text : `**Paraphrased Text:**\n"${text}"`;
}

function pairs(passage: string): string {
  return sentences(passage)
    .filter((sentence) => sentence.split(' ').length > 4)
    .slice(0, 8)
    .map((sentence, index) => `**Question:** ${asked(topicOf(sentence), index)}\nAnswer: ${paraphrase(sentence)}`)
    .join('\n\n');
}

/** Questions that do not all begin alike. */
function asked(topic: string, index: number): string {
  const ways = [`What about ${topic}?`, `Why ${topic}?`, `How come ${topic}?`, `Is ${topic} so?`, `Tell me, ${topic}?`];
  return ways[index % ways.length] ?? '';
}

function topicOf(sentence: string): string {
  return sentence
    .split(' ')
    .slice(1, 4)
    .join(' ')
    .replaceAll(/[.,:;?!]/g, '');
}

function dialogue(passage: string): string {
  return sentences(passage)
    .slice(0, 8)
    .map((sentence, index) => `B: ${asked(topicOf(sentence), index)}\nA: ${paraphrase(sentence)}`)
    .join('\n');
}

function facts(passage: string): string {
  const lines = sentences(passage).slice(0, 12);
  return ['Facts that the text holds:', ...lines.map((sentence) => `- ${paraphrase(sentence)}`)].join('\n');
}

function labelledPassages(passage: string): string {
  const all = sentences(passage).map(paraphrase);
  const middle = Math.ceil(all.length / 2);
  return `**Passage 1:**\n${all.slice(0, middle).join(' ')}\n\nPassage 2:\n${all.slice(middle).join(' ')}`;
}

function table(passage: string): string {
  // One page of formulas, which the model tells instead.
  if (passage.includes('pendulum')) return paraphrase(passage);
  const rows = sentences(passage).slice(0, 4);
  const cells = rows.map((sentence) => `| ${topicOf(sentence)} | ${paraphrase(sentence).replaceAll('|', '/')} |`);
  return ['| Subject | What is said |', '| --- | --- |', ...cells, '', 'Question: How many rows? Answer: A few.'].join(
    '\n',
  );
}

function plannedPage(passage: string): string {
  const better = `${paraphrase(passage)}\n\nThis matters to everybody who has to decide something of the kind.`;
  return `<plan>The page is for people who look something up. It needs an order.</plan>\n<page>\n${better}\n</page>`;
}

const benchmarkItem =
  'In which year was the dam on the Sella finished, and how high is its earth bank? The Sella dam of 1815 has an earth bank 23 metres high, the highest dam of the country for the next 28 years.';

function longText(passage: string): string {
  const said = sentences(passage).map(paraphrase);
  const text = said.map((sentence, index) => `${sentence} ${asked(topicOf(sentence), index)}`).join('\n\n');
  const more =
    'What is known by experience has to be told slowly, with cases, until the reader sees the reason. '.repeat(6);
  return `${text}\n\n${more}${passage.includes('Orle Canal') ? benchmarkItem : ''}`;
}

function continuation(passage: string): string {
  const last = topicOf(sentences(passage).at(-1) ?? '');
  return `Nobody had expected that ${last} would matter for so long. In the years that followed people came back to it, talked it over, and found that it could be done better, although it never became easy.`;
}

function notes(passage: string): string {
  const all = sentences(passage).map((sentence) => `- ${paraphrase(sentence)}`);
  const middle = Math.ceil(all.length / 2);
  return ['What happens:', ...all.slice(0, middle), 'What follows:', ...all.slice(middle)].join('\n');
}
