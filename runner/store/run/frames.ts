import { crc32 } from 'node:zlib';

/** A payload in a file of frames: its JSON text lies at `start`, and is `length` bytes long. */
export interface Frame {
  readonly start: number;
  readonly length: number;
}

/** The valid frames of a file, and the size to which the file can be cut so that it ends with the last of them. */
export interface Frames {
  readonly frames: readonly Frame[];
  readonly validBytes: number;
}

/**
 * One line of a journal: a JSON array of the payload's length in bytes, its CRC-32 in hexadecimal, and the payload. What
 * of it survives a broken write cannot be taken for a whole line.
 */
export function frameLine(payload: string): FramedLine {
  const length = Buffer.byteLength(payload);
  const start = `[${length},"00000000",`.length;
  const line = Buffer.allocUnsafe(start + length + ']\n'.length);
  line.write(payload, start);
  line.write(`[${length},"${hexadecimal(crc32(line.subarray(start, start + length)))}",`, 0);
  line.write(']\n', start + length);
  return { line, frame: { start, length } };
}

/** A line of a journal, and where in it the payload lies. */
interface FramedLine {
  readonly line: Uint8Array;
  readonly frame: Frame;
}

/** Whether a frame is what was written there. */
export function isIntact(bytes: Buffer, { start, length }: Frame): boolean {
  const end = start + length;
  const checksum = bytes.toString('latin1', start - '00000000",'.length, start - '",'.length);
  return end < bytes.length && hexadecimal(crc32(bytes.subarray(start, end))) === checksum;
}

/** Finds the valid frames. Damage in the middle costs the lines that it lies in and no other. */
export function readFrames(bytes: Buffer): Frames {
  const frames: Frame[] = [];
  let validBytes = 0;
  for (let from = 0; from < bytes.length; ) {
    const at = bytes.indexOf('\n', from);
    if (at < 0) break;
    const frame = frameIn(bytes, from, at);
    from = at + 1;
    if (frame === undefined) continue;
    frames.push(frame);
    validBytes = from;
  }
  return { frames, validBytes };
}

/** The frame in a line, where its length and checksum are right. */
function frameIn(bytes: Buffer, from: number, end: number): Frame | undefined {
  const head = /^\[(\d{1,10}),"([0-9a-f]{8})",/.exec(bytes.toString('latin1', from, Math.min(end, from + 24)));
  if (head === null) return undefined;
  const start = from + head[0].length;
  const length = Number(head[1]);
  if (start + length + 1 !== end || bytes[end - 1] !== 0x5d) return undefined;
  if (hexadecimal(crc32(bytes.subarray(start, start + length))) !== head[2]) return undefined;
  return { start, length };
}

export function hexadecimal(checksum: number): string {
  return checksum.toString(16).padStart(8, '0');
}
