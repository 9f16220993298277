import { readFile } from 'node:fs/promises';
import { RephraserError } from '#engine';
import { member, parseJson, stringOf } from '../json.ts';

/** One line of a mock file: what to say to a prompt that holds `match`. */
export interface MockLine {
  readonly match: string;
  readonly answer: string;
  readonly finishReason: string;
}

/** Reads a mock file. @throws RephraserError `run` that names the file, and the line where one is wrong. */
export async function readMockScript(path: string, shown: string): Promise<readonly MockLine[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new RephraserError('run', `The mock file ${shown} cannot be read.`, { cause: error });
  }
  return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [readLine(line, index + 1, shown)]));
}

function readLine(line: string, number: number, shown: string): MockLine {
  const value = parseJson(line);
  const match = stringOf(member(value, 'match'));
  const answer = stringOf(member(value, 'answer'));
  if (match === null || answer === null) {
    throw new RephraserError(
      'run',
      `Line ${number} of the mock file ${shown} is not of the form {"match": "text in the prompt", "answer": "…"}.`,
    );
  }
  return { match, answer, finishReason: stringOf(member(value, 'finish_reason')) ?? 'stop' };
}
