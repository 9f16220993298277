const encoder = new TextEncoder();

/** Memory that texts are written to; nothing is read of it that the same call has not written. */
const memory = new Uint8Array(1 << 16);

/** Stands behind the text, so that a loop needs no other end; no byte of ASCII is like it. */
export const behindText = 255;

/**
 * The codes of a text that is ASCII alone, and {@link behindText} behind them; null where it is not. Running over bytes
 * takes half the time of asking a string for its characters. They stay only until the next text is asked for.
 */
export function asciiBytes(text: string): Uint8Array | null {
  const { length } = text;
  const bytes = length < memory.length ? memory : new Uint8Array(length + 1);
  const { read, written } = encoder.encodeInto(text, bytes);
  // A character of any other kind takes more bytes than one.
  if (read !== length || written !== length) return null;
  bytes[length] = behindText;
  return bytes;
}
