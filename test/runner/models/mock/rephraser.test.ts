import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Rephraser, RephraserRequest } from '#engine';
import type { MockModel } from '#language';
import { createMockRephraser } from '../../../../runner/models/mock/rephraser.ts';
import { machine, temporaryFolder } from '../helpers.ts';

const calm = { signal: new AbortController().signal };

const open = (mock: string, strategyFolder = '/nowhere'): Promise<Rephraser> =>
  createMockRephraser(
    {
      kind: 'mock',
      mock,
      sampling: {},
      limits: { concurrency: 4, timeout: 30, requestsPerMinute: null, tokensPerMinute: null },
      context: null,
      parameters: null,
      price: null,
    } satisfies MockModel,
    machine({ strategyFolder }),
  );

const prompt = (content: string): RephraserRequest => ({
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content },
  ],
  sampling: {},
  seed: 1,
});

async function scripted(lines: string): Promise<{ readonly model: Rephraser } & AsyncDisposable> {
  const folder = await temporaryFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  await writeFile(join(folder.path, 'answers.jsonl'), lines);
  return { model: await open('answers.jsonl', folder.path), [Symbol.asyncDispose]: folder[Symbol.asyncDispose] };
}

describe('mock: echo', () => {
  const strange = ' {{ x }}\r\n\t<|im_end|> \u{1F600}\ud800 ';

  it('answers the last message of the user, byte for byte', async () => {
    const model = await open('echo');
    const messages = [...prompt('first').messages, ...prompt(strange).messages, { role: 'assistant', content: 'Q:' }];
    const answer = await model.rephrase(
      { messages: messages as RephraserRequest['messages'], sampling: {}, seed: 1 },
      calm,
    );
    expect(answer).toEqual({ text: strange, finishReason: 'stop', inputTokens: null, outputTokens: null });
    expect([model.label, model.concurrency]).toEqual(['mock:echo', 4]);
  });

  it('streams the same text in several pieces', async () => {
    const pieces: string[] = [];
    const { text } = await (await open('echo')).rephrase(prompt(strange), {
      ...calm,
      onText: (piece) => pieces.push(piece),
    });
    expect(pieces.length).toBeGreaterThan(1);
    expect([text, pieces.join('')]).toEqual([strange, strange]);
  });

  it('can be cancelled between the pieces', async () => {
    const controller = new AbortController();
    const reason = new Error('Enough.');
    const answer = (await open('echo')).rephrase(prompt('a b c d e f'), {
      signal: controller.signal,
      onText: () => controller.abort(reason),
    });
    await expect(answer).rejects.toBe(reason);
  });
});

describe('mock: FILE.jsonl', () => {
  it('answers by the first line that matches, the system message included', async () => {
    await using script = await scripted(
      [
        '{"match": "volcano", "answer": "About volcanoes."}',
        '',
        '{"match": "Be brief", "answer": "Short.", "finish_reason": "length"}',
        '{"match": "", "answer": "Never reached."}',
      ].join('\n'),
    );
    expect(script.model.label).toBe('mock:answers.jsonl');
    expect((await script.model.rephrase(prompt('A volcano'), calm)).text).toBe('About volcanoes.');
    expect(await script.model.rephrase(prompt('A lake'), calm)).toMatchObject({
      text: 'Short.',
      finishReason: 'length',
    });
  });

  it('fails the piece that no line matches', async () => {
    await using script = await scripted('{"match": "volcano", "answer": "x"}\n');
    await expect(script.model.rephrase(prompt('A lake'), calm)).rejects.toMatchObject({
      kind: 'piece',
      message: 'No line of mock:answers.jsonl matches the prompt.',
    });
  });

  it('says which line is wrong', async () => {
    await expect(scripted('{"match": "a", "answer": "b"}\n{"match": "a"}\n')).rejects.toMatchObject({
      kind: 'run',
      message: expect.stringContaining('Line 2 of the mock file answers.jsonl'),
    });
  });

  it('says that there is no such file', async () => {
    await expect(open('gone.jsonl')).rejects.toMatchObject({
      kind: 'run',
      message: 'The mock file gone.jsonl cannot be read.',
    });
  });
});
