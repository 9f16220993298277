import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { draw } from './stub/draw.mjs';

const words =
  'the harbour of a town in winter has few ships and those that come bring coal salt timber and grain which men carry over planks into long sheds where clerks write down every sack by the light of lamps'.split(
    ' ',
  );

/**
 * Writes documents of the same size as JSON lines. Every text carries its number, by which the stub and the score know it.
 *
 * @param {string} path
 * @param {{ documents: number, sizeBytes?: number, duplicates?: boolean }} options with `duplicates`, one document in a
 * hundred has the id of the one before, and one in two hundred its text as well
 */
export async function writeCorpus(path, { documents, sizeBytes = 2000, duplicates = false }) {
  const fillers = Array.from({ length: 50 }, (_, index) => fillerOf(index, sizeBytes - 20));
  const file = createWriteStream(path);
  let block = '';
  for (let number = 0; number < documents; number++) {
    const { id, text } = duplicates ? numbersOf(number) : { id: number, text: number };
    block += `${JSON.stringify({ id: `doc-${id}`, text: `[[${text}]] ${fillers[text % fillers.length]}` })}\n`;
    if (block.length < 1_000_000) continue;
    if (!file.write(block)) await once(file, 'drain');
    block = '';
  }
  file.end(block);
  await once(file, 'finish');
}

/** How many rows of a corpus have the text of a number. */
export function textsOf({ duplicates = false }) {
  return (number) => {
    if (!duplicates || number % 200 < 198) return 1;
    return number % 200 === 198 ? 2 : 0;
  };
}

/** The numbers of a row's id and of its text in a corpus with duplicates. */
function numbersOf(row) {
  return { id: row % 100 === 99 ? row - 1 : row, text: row % 200 === 199 ? row - 1 : row };
}

function fillerOf(index, sizeBytes) {
  let text = '';
  for (let at = 0; text.length < sizeBytes; at++) {
    const word = words[Math.floor(draw(at, index) * words.length)];
    text += at % 14 === 13 ? `${word}. ` : `${word} `;
  }
  return text.slice(0, sizeBytes).trimEnd();
}
