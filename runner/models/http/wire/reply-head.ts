/** The head of a reply: its status line and its header fields (RFC 9112). */
export interface ReplyHead {
  readonly status: number;
  /** The first value of a field, whose name is written in small letters. */
  readonly header: (name: string) => string | undefined;
  /** How the end of the body is known. */
  readonly body: BodyEnd;
  /** How long the connection may stay open for further requests, in milliseconds; 0 where it closes, null where nothing is said. */
  readonly keepMs: number | null;
}

/** A number of bytes, chunks that tell their sizes, or the end of the connection. */
export type BodyEnd =
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'close' };

/** What came is no HTTP/1.1, or only the beginning of it. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

const statusLine = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: |$)/;

/** @param text of the head, without the empty line at its end. @throws WireError */
export function readHead(text: string): ReplyHead {
  const lines = text.split('\r\n');
  const status = statusLine.exec(lines[0] ?? '');
  if (status === null) throw new WireError('its reply is not HTTP/1.1');
  const fields = new Map<string, string>();
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const colon = line.indexOf(':');
    if (colon <= 0) throw new WireError('a header of its reply is not HTTP/1.1');
    const name = line.slice(0, colon).toLowerCase();
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  const code = Number(status[2]);
  return {
    status: code,
    header: (name) => fields.get(name),
    body: bodyEnd(code, fields),
    keepMs: keepMs(status[1] === '1', fields),
  };
}

function bodyEnd(status: number, fields: ReadonlyMap<string, string>): BodyEnd {
  if (status === 204 || status === 304) return { kind: 'length', bytes: 0 };
  const coding = fields.get('transfer-encoding');
  if (coding !== undefined) {
    if (coding.toLowerCase() === 'chunked') return { kind: 'chunked' };
    throw new WireError(`its reply is encoded as ${coding}, which was not asked for`);
  }
  const length = fields.get('content-length');
  if (length === undefined) return { kind: 'close' };
  if (!/^\d{1,15}$/.test(length)) throw new WireError('the content-length of its reply is no number');
  return { kind: 'length', bytes: Number(length) };
}

function keepMs(isNewer: boolean, fields: ReadonlyMap<string, string>): number | null {
  const connection = fields.get('connection')?.toLowerCase() ?? '';
  if (connection.includes('close') || (!isNewer && !connection.includes('keep-alive'))) return 0;
  const seconds = /timeout=(\d{1,6})/.exec(fields.get('keep-alive') ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}
