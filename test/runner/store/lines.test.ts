import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLines } from '../../../runner/store/inputs/lines.ts';

async function split(chunks: readonly Uint8Array[], limitBytes?: number) {
  const lines: { text: string | null; end: number }[] = [];
  async function* all() {
    yield* chunks;
  }
  for await (const { bytes, end } of splitLines(all(), limitBytes)) {
    lines.push({ text: bytes === null ? null : Buffer.from(bytes).toString('latin1'), end });
  }
  return lines;
}

test('lines are the same however the input is cut into chunks, and every end is where the next line begins', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', 'é')),
      fc.array(fc.nat(12)),
      async (parts, cuts) => {
        const input = Buffer.from(parts.join(''));
        const chunks: Uint8Array[] = [];
        let at = 0;
        for (const size of cuts) chunks.push(input.subarray(at, (at = Math.min(at + size, input.length))));
        chunks.push(input.subarray(at));
        const text = input.toString('latin1');
        const expected = text.split('\n');
        if (expected.at(-1) === '') expected.pop();
        const lines = await split(chunks);
        expect(lines.map((line) => line.text)).toEqual(expected);
        for (const { end } of lines) expect(end === input.length || input[end - 1] === 0x0a).toBe(true);
      },
    ),
    { seed: 3 },
  );
});

test('a line beyond the limit is passed over without being kept, and the next comes whole', async () => {
  const chunks = ['aaaa', 'aaaa', 'aa\nbb\n', 'cccccc'].map((text) => Buffer.from(text));
  expect(await split(chunks, 5)).toEqual([
    { text: null, end: 11 },
    { text: 'bb', end: 14 },
    { text: null, end: 20 },
  ]);
});
