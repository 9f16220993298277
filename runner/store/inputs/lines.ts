/** A line without its end, and where the next one begins. */
export interface Line {
  /** Bytes of the line; null where it is longer than the limit and was passed over. */
  readonly bytes: Uint8Array | null;
  /** Bytes of the input up to the end of the line, its line break included. */
  readonly end: number;
}

/** A document of the web has some kilobytes; a line beyond this is a file that has no lines. */
export const longestLineBytes = 128 * 1024 * 1024;

const newline = 0x0a;

/** The lines of {@link lineGroups}, one by one. */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  limitBytes: number = longestLineBytes,
): AsyncGenerator<Line> {
  for await (const lines of lineGroups(chunks, limitBytes)) yield* lines;
}

/**
 * Splits chunks of bytes at line feeds; the lines that end in one chunk come together. In memory there is one chunk and the
 * beginning of one line, however long the input is. The last line counts without a line feed too; an empty one after the
 * last line feed does not.
 */
export async function* lineGroups(
  chunks: AsyncIterable<Uint8Array>,
  limitBytes: number = longestLineBytes,
): AsyncGenerator<readonly Line[]> {
  let parts: Uint8Array[] = [];
  let partBytes = 0;
  let end = 0;

  const add = (part: Uint8Array): void => {
    partBytes += part.length;
    end += part.length;
    if (partBytes > limitBytes) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const take = (): Line => {
    const tooLong = partBytes > limitBytes;
    const only = parts.length === 1 ? parts[0] : undefined;
    const bytes = tooLong ? null : (only ?? Buffer.concat(parts));
    parts = [];
    partBytes = 0;
    return { bytes, end };
  };

  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let from = 0;
    for (;;) {
      const at = chunk.indexOf(newline, from);
      if (at < 0) break;
      add(chunk.subarray(from, at));
      end++;
      lines.push(take());
      from = at + 1;
    }
    if (lines.length > 0) yield lines;
    add(chunk.subarray(from));
  }
  if (partBytes > 0) yield [take()];
}
