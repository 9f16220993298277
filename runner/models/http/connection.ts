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
  /** Headers for a server, the key among them. */
  readonly headers: (server: Server) => Readonly<Record<string, string>>;
  readonly redact: Redact;
  readonly aborts: Aborts;
  readonly timeoutMs: number;
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
  const headers = new Map(
    servers.map((server) => [
      server,
      {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...authorization(key, server.address.credentials),
      },
    ]),
  );
  return {
    servers,
    keepsDocuments: model.layout === 'document-first',
    headers: (server) => headers.get(server) ?? {},
    redact: redactor([...(key === null ? [] : [key]), ...passwords]),
    aborts: createAborts(),
    timeoutMs: model.limits.timeout * 1000,
  };
}

export async function closeConnection({ servers }: HttpConnection): Promise<void> {
  await Promise.all(servers.map(({ pool }) => pool.destroy()));
}

function authorization(key: string | null, credentials: string | null): Readonly<Record<string, string>> {
  // An unset or empty key means a server that asks for none; an empty `Bearer` would be refused by those that look.
  if (key) return { authorization: `Bearer ${key}` };
  return credentials === null ? {} : { authorization: `Basic ${basic(credentials)}` };
}

function basic(credentials: string): string {
  return Buffer.from(credentials).toString('base64');
}
