import { basename, resolve } from 'node:path';
import type { MockModel } from '#language';
import { type Rephraser, type RephraserAnswer, RephraserError, type RephraserRequest } from '#engine';
import type { RephraserOptions } from '../options.ts';
import { type MockLine, readMockScript } from './script.ts';

/** Pieces that an answer comes in where it is streamed. */
const streamedPieces = 4;

/** A model that needs no model: it repeats the user, or says what a file has it say. */
export async function createMockRephraser(
  { mock, limits }: MockModel,
  { strategyFolder }: Pick<RephraserOptions, 'strategyFolder'>,
): Promise<Rephraser> {
  const lines = mock === 'echo' ? null : await readMockScript(resolve(strategyFolder, mock), mock);
  const label = mock === 'echo' ? 'mock:echo' : `mock:${basename(mock)}`;
  return {
    label,
    concurrency: limits.concurrency,
    async rephrase(request, { signal, onText }) {
      const answer = lines === null ? echo(request) : recorded(lines, request, label);
      if (onText !== undefined) {
        for (const piece of pieces(answer.text)) {
          // The event loop gets its turn between pieces, so that a preview can be cancelled as with a real model.
          await new Promise((proceed) => setImmediate(proceed));
          signal.throwIfAborted();
          onText(piece);
        }
      }
      signal.throwIfAborted();
      return answer;
    },
    dispose: () => Promise.resolve(),
  };
}

function echo({ messages }: RephraserRequest): RephraserAnswer {
  const said = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  return { text: said, finishReason: 'stop', inputTokens: null, outputTokens: null };
}

function recorded(lines: readonly MockLine[], { messages }: RephraserRequest, label: string): RephraserAnswer {
  const prompt = messages.map(({ content }) => content).join('\n');
  const line = lines.find(({ match }) => prompt.includes(match));
  if (line === undefined) throw new RephraserError('piece', `No line of ${label} matches the prompt.`);
  return { text: line.answer, finishReason: line.finishReason, inputTokens: null, outputTokens: null };
}

function pieces(text: string): readonly string[] {
  const characters = [...text];
  const size = Math.max(1, Math.ceil(characters.length / streamedPieces));
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, index) =>
    characters.slice(index * size, (index + 1) * size).join(''),
  );
}
