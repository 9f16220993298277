import type { HttpModel } from '#language';
import { RephraserError } from '#engine';
import type { RephraserOptions } from '../options.ts';
import { type Aborts, createAborts } from './aborts.ts';
import { expand, readAddress } from './address.ts';
import { type Redact, redactor } from './secrets.ts';
import { openServer, type Server } from './server.ts';

/** Everything that requests to one model share. */
export interface HttpConnection {
  /** One or several replicas. */
  readonly servers: readonly [Server, ...Server[]];
  /** Whether requests that begin alike belong to the same document, for which a replica may have more to do than others. */
  readonly keepsDocuments: boolean;
  /** The head of a request to a server, the key in it. Of what is sent the type is JSON where it is absent. */
  readonly head: (server: Server, request: RequestLine) => string;
  readonly redact: Redact;
  readonly aborts: Aborts;
  readonly timeoutMs: number;
}

/** What is asked of a server. */
export interface RequestLine {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly contentType?: string;
}

/** @throws RephraserError `run` where an environment variable is not set or an address is none. */
export function openConnection(
  model: HttpModel,
  { environment }: Pick<RephraserOptions, 'environment'>,
): HttpConnection {
  const key = model.apiKey === null ? null : expand(model.apiKey, environment, 'api_key').trim();
  const addresses = model.baseUrls.map((written) => readAddress(expand(written, environment, 'base_url')));
  const credentials = addresses.flatMap((address) => (address.credentials === null ? [] : [address.credentials]));
  const passwords = credentials.flatMap((pair) => [pair.slice(pair.indexOf(':') + 1), basic(pair)]);
  const [first, ...others] = addresses.map((address) => openServer(address, model.limits.concurrency));
  if (first === undefined) throw new RephraserError('run', 'The model has no base_url.');
  const servers = [first, ...others] as const;
  const fields = new Map(
    servers.map((server) => [
      server,
      `accept: application/json, text/event-stream\r\n${authorization(key, server.address.credentials)}`,
    ]),
  );
  return {
    servers,
    keepsDocuments: model.layout === 'document-first',
    head: (server, { method, path, contentType = 'application/json' }) =>
      `${method} ${path} HTTP/1.1\r\ncontent-type: ${contentType}\r\n${fields.get(server) ?? ''}`,
    redact: redactor([...(key === null ? [] : [key]), ...passwords]),
    aborts: createAborts(),
    timeoutMs: model.limits.timeout * 1000,
  };
}

export function closeConnection({ servers }: HttpConnection): void {
  for (const { pool } of servers) pool.destroy();
}

/** A header field with its line end, or nothing. @throws RephraserError where the key is none that can be sent */
function authorization(key: string | null, credentials: string | null): string {
  // An unset or empty key means a server that asks for none; an empty `Bearer` would be refused by those that look.
  if (key) {
    if (!/^[\x20-\x7e]+$/.test(key)) {
      throw new RephraserError('run', 'api_key holds a line break or another character that no header can carry.');
    }
    return `authorization: Bearer ${key}\r\n`;
  }
  return credentials === null ? '' : `authorization: Basic ${basic(credentials)}\r\n`;
}

function basic(credentials: string): string {
  return Buffer.from(credentials).toString('base64');
}
