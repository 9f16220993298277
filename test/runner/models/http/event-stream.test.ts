import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventData } from '../../../../runner/models/http/event-stream.ts';

async function read(chunks: readonly Uint8Array[]): Promise<string[]> {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  const events: string[] = [];
  for await (const data of eventData(source())) events.push(data);
  return events;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('server-sent events', () => {
  it.each([
    ['one event', 'data: a\n\n', ['a']],
    ['no space behind the colon', 'data:a\n\n', ['a']],
    ['only the first space is not data', 'data:  a\n\n', [' a']],
    ['several lines are one event', 'data: a\ndata: b\n\n', ['a\nb']],
    ['carriage returns and line feeds', 'data: a\r\n\r\ndata: b\r\n\r\n', ['a', 'b']],
    ['carriage returns alone', 'data: a\r\rdata: b\r\r', ['a', 'b']],
    ['comments and other fields', ': ping\n\nevent: x\nid: 4\ndata: a\n\n', ['a']],
    ['no end of the last event', 'data: a\n\ndata: b', ['a', 'b']],
    ['an end in the middle of a line end', 'data: a\r\n\r', ['a']],
    ['nothing', '', []],
  ])('%s', async (_name, stream, events) => {
    expect(await read([bytes(stream)])).toEqual(events);
  });

  it('are the same wherever the network cuts them', async () => {
    const stream = bytes('data: Zürich 😀\r\n\r\n: ping\n\ndata: {"a":\ndata: 1}\r\r\n\ndata: end');
    const events = await read([stream]);
    expect(events).toEqual(['Zürich 😀', '{"a":\n1}', 'end']);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(stream.length)), async (cuts) => {
        const places = [0, ...cuts.toSorted((left, right) => left - right), stream.length];
        const chunks = places.slice(1).map((end, index) => stream.subarray(places[index], end));
        expect(await read(chunks)).toEqual(events);
      }),
      { numRuns: 300 },
    );
  });
});
