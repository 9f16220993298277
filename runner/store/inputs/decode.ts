import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** The text of a file, or undefined where its bytes are no text that could be told. A byte order mark decides first. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const marked = decodeMarked(bytes);
  if (marked !== undefined) return marked;
  return isUtf8(bytes) ? new TextDecoder('utf-8').decode(bytes) : undefined;
}

/** The text of an HTML file: a byte order mark, then UTF-8 where it is that, then what the page says of itself. */
export function decodeHtml(bytes: Uint8Array): string {
  const text = decodeText(bytes);
  if (text !== undefined) return text;
  // The WHATWG standard looks for the declaration in the first 1,024 bytes and takes windows-1252 where there is none.
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  const declared = /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  return decoderOf(declared ?? 'windows-1252').decode(bytes);
}

function decodeMarked(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return undefined;
}

function decoderOf(label: string): TextDecoder {
  try {
    const decoder = new TextDecoder(label);
    // A page that was not UTF-8 and says that it is has its declaration wrong.
    return decoder.encoding === 'utf-8' ? new TextDecoder('windows-1252') : decoder;
  } catch {
    // The page names an encoding that does not exist.
    return new TextDecoder('windows-1252');
  }
}
