import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTextFlow } from '../../../../runner/models/embedded/text-flow.ts';

/** A model whose tokens are bytes: every character beyond ASCII is spread over several. */
const detokenize = (tokens: readonly number[]): string => new TextDecoder().decode(Uint8Array.from(tokens));
const tokensOf = (text: string): readonly number[] => [...new TextEncoder().encode(text)];

function flow(
  text: string,
  stop: readonly string[],
): { readonly text: string; readonly pieces: string[]; stopped: boolean } {
  const opened = openTextFlow(detokenize, stop);
  const pieces: string[] = [];
  for (const token of tokensOf(text)) {
    if (opened.stopped) break;
    pieces.push(opened.push(token));
  }
  pieces.push(opened.end());
  return { text: pieces.join(''), pieces, stopped: opened.stopped };
}

describe('text that comes token by token', () => {
  it('never shows half of a character', () => {
    const { text, pieces } = flow('Zü 😀!', []);
    expect(text).toBe('Zü 😀!');
    expect(pieces.filter((piece) => piece !== '')).toEqual(['Z', 'ü', ' ', '😀', '!']);
  });

  it('gives up a character that never becomes whole', () => {
    const opened = openTextFlow(detokenize, []);
    expect(opened.push(0xff)).toBe('');
    expect(opened.end()).toBe('\u{FFFD}');
  });

  it.each([
    ['one two three', ['two'], 'one ', true],
    ['one two three', ['three', 'two'], 'one ', true],
    ['Q: a\nQ: b', ['\nQ:'], 'Q: a', true],
    ['aab', ['ab'], 'a', true],
    ['aaaa', ['aab'], 'aaaa', false],
    ['one', [''], 'one', false],
    ['one tw', ['two'], 'one tw', false],
  ])('%j with the stops %j is %j', (said, stop, text, stopped) => {
    expect(flow(said, stop)).toMatchObject({ text, stopped });
  });

  it('shows nothing of a stop that may be coming', () => {
    expect(flow('a tw', ['two']).pieces).toEqual(['a', ' ', '', '', 'tw']);
  });

  it('ends where the first of the stops begins, whatever the text and the stops are', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'ü', ' ') });
    fc.assert(
      fc.property(letters, fc.array(letters, { maxLength: 3 }), (said, stop) => {
        const { text, stopped } = flow(said, stop);
        const wanted = stop.filter((one) => one !== '');
        expect(said.startsWith(text)).toBe(true);
        expect(wanted.some((one) => text.includes(one))).toBe(false);
        expect(stopped).toBe(wanted.some((one) => said.includes(one)));
        if (!stopped) expect(text).toBe(said);
      }),
    );
  });
});
