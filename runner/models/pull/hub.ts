import { join } from 'node:path';
import { type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import type { HubFile } from '../known.ts';
import type { RephraserOptions } from '../options.ts';
import { hubHome, readIfThere } from './places.ts';
import { PullError } from './pull-error.ts';

type Machine = Pick<RephraserOptions, 'environment' | 'signal'>;

/** What the hub says of a file before it is fetched. */
export interface HubEntry {
  readonly sizeBytes: number | null;
  /** SHA-256 of the file, which the hub knows of all its large files; null for others. */
  readonly sha256: string | null;
}

export interface Hub {
  /** @throws PullError */
  describe(file: HubFile): Promise<HubEntry>;
  /** The file from a byte on; status 206 where the server gives just that, 200 where it begins anew. */
  fetch(file: HubFile, fromByte: number): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
}

/** A hub that cannot be reached is given up after this long, since there may be another way. */
const connectTimeoutMs = 5000;
/** A connection over which nothing comes for this long is broken, and taken up again. */
const stallTimeoutMs = 60_000;
const mostRedirects = 5;

/**
 * The Hugging Face hub, or what HF_ENDPOINT names instead. The token of HF_TOKEN, or the one that Hugging Face's own
 * tools have saved, goes to the hub itself and never to the storage that it redirects to.
 */
export async function openHub({ environment, signal }: Machine): Promise<Hub> {
  const endpoint = (environment('HF_ENDPOINT') || 'https://huggingface.co').replace(/\/+$/, '');
  const home = new URL(endpoint).origin;
  const token = environment('HF_TOKEN') || (await savedToken(environment));
  const either = (name: string): string => environment(name.toLowerCase()) ?? environment(name) ?? '';
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: either('HTTP_PROXY'),
    httpsProxy: either('HTTPS_PROXY'),
    noProxy: either('NO_PROXY'),
    connect: { timeout: connectTimeoutMs },
    headersTimeout: stallTimeoutMs,
    bodyTimeout: stallTimeoutMs,
  });

  /** Follows redirects as far as `follow` allows, and gives the last reply. */
  const ask = async (
    method: 'HEAD' | 'GET',
    file: HubFile,
    headers: Readonly<Record<string, string>>,
    follow: (from: Dispatcher.ResponseData) => boolean,
  ): Promise<Dispatcher.ResponseData> => {
    let url = new URL(address(endpoint, file));
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const authorized = token && url.origin === home ? { authorization: `Bearer ${token}` } : {};
      const reply = await request(url, { method, dispatcher, signal, headers: { ...headers, ...authorized } });
      const location = [reply.headers['location']].flat()[0];
      if (reply.statusCode < 300 || reply.statusCode >= 400 || location === undefined) return reply;
      if (!follow(reply)) return reply;
      await reply.body.dump();
      url = new URL(location, url);
    }
    throw new PullError(`${address(endpoint, file)} redirects without an end.`);
  };

  return {
    async describe(file) {
      // What the hub itself says of the file stands on its redirect to the storage, so that one is not followed. One
      // without it leads to another name of the repository.
      const reply = await ask(
        'HEAD',
        file,
        { 'accept-encoding': 'identity' },
        ({ headers }) => headers['x-linked-size'] === undefined,
      );
      await reply.body.dump();
      if (reply.statusCode >= 400) throw refusal(reply.statusCode, address(endpoint, file), token !== null);
      const header = (name: string): string | undefined => [reply.headers[name]].flat()[0];
      const etag = (header('x-linked-etag') ?? '').replaceAll('"', '');
      const size = Number(header('x-linked-size') ?? (reply.statusCode === 200 ? header('content-length') : undefined));
      return {
        sha256: /^[0-9a-f]{64}$/.test(etag) ? etag : null,
        sizeBytes: Number.isSafeInteger(size) && size > 0 ? size : null,
      };
    },
    async fetch(file, fromByte) {
      const range = fromByte > 0 ? { range: `bytes=${fromByte}-` } : {};
      const reply = await ask('GET', file, { 'accept-encoding': 'identity', ...range }, () => true);
      if (reply.statusCode < 400 || reply.statusCode === 416) return reply;
      await reply.body.dump();
      throw refusal(reply.statusCode, address(endpoint, file), token !== null);
    },
    close: () => dispatcher.destroy(),
  };
}

function address(endpoint: string, { repository, revision, file }: HubFile): string {
  const path = file.split('/').map(encodeURIComponent).join('/');
  return `${endpoint}/${repository}/resolve/${encodeURIComponent(revision)}/${path}`;
}

async function savedToken(environment: Machine['environment']): Promise<string | null> {
  const path = environment('HF_TOKEN_PATH') || join(hubHome({ environment }), 'token');
  return (await readIfThere(path))?.trim() || null;
}

function refusal(status: number, address: string, withToken: boolean): PullError {
  const came = `${address} answered ${status}.`;
  if (status === 404) return new PullError(`${came} There is no such file; check the name.`);
  if (status === 401 || status === 403) {
    return new PullError(
      withToken
        ? `${came} The token in HF_TOKEN does not give access; the model may ask to accept its terms on its page first.`
        : `${came} The model is private, or asks to accept its terms on its page: do so, and set HF_TOKEN.`,
    );
  }
  return new PullError(came);
}
