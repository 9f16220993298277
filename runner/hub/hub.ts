import { join } from 'node:path';
import type { Dispatcher } from 'undici';
import { hubHome, readIfThere } from './places.ts';

/** What the hub needs to know of the machine. */
export interface HubOptions {
  /** HF_ENDPOINT, HF_TOKEN, HF_TOKEN_PATH, HF_HOME and the proxies are looked up here. */
  readonly environment: (name: string) => string | undefined;
  readonly signal: AbortSignal;
}

/** A file of a repository of the hub. */
export interface HubFile {
  /** Repositories are models where nothing else is said. */
  readonly of?: 'datasets';
  /** `ORG/NAME`. */
  readonly repository: string;
  /** A branch, a tag or a commit. */
  readonly revision: string;
  /** Path in the repository. */
  readonly file: string;
}

/** What the hub refused, or could not do: one sentence about why. */
export class HubError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HubError';
  }
}

/** What the hub says of a file before it is fetched. */
export interface HubEntry {
  readonly sizeBytes: number | null;
  /** SHA-256 of the file, which the hub knows of all its large files; null for others. */
  readonly sha256: string | null;
}

/** A file in a listing of a repository. */
export interface HubListing {
  readonly path: string;
  readonly sizeBytes: number;
}

export interface Hub {
  /** @throws HubError */
  describe(file: HubFile): Promise<HubEntry>;
  /**
   * The file from a byte on, up to another where one is given; status 206 where the server gives just that, 200 where it
   * begins anew.
   */
  fetch(file: HubFile, fromByte: number, toByte?: number): Promise<Dispatcher.ResponseData>;
  /** The commit that a revision is now. @throws HubError */
  commitOf(repository: Omit<HubFile, 'file'>): Promise<string>;
  /** Every file at or below a path, in the order of the hub. @throws HubError */
  list(at: HubFile): Promise<readonly HubListing[]>;
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
export async function openHub({ environment, signal }: HubOptions): Promise<Hub> {
  const endpoint = (environment('HF_ENDPOINT') || 'https://huggingface.co').replace(/\/+$/, '');
  const home = new URL(endpoint).origin;
  const token = environment('HF_TOKEN') || (await savedToken(environment));
  // Loaded when it is needed: most runs ask no hub.
  const { EnvHttpProxyAgent, request } = await import('undici');
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
    from: string,
    headers: Readonly<Record<string, string>>,
    follow: (from: Dispatcher.ResponseData) => boolean,
  ): Promise<Dispatcher.ResponseData> => {
    let url = new URL(from);
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const authorized = token && url.origin === home ? { authorization: `Bearer ${token}` } : {};
      const reply = await request(url, { method, dispatcher, signal, headers: { ...headers, ...authorized } });
      const location = [reply.headers['location']].flat()[0];
      if (reply.statusCode < 300 || reply.statusCode >= 400 || location === undefined) return reply;
      if (!follow(reply)) return reply;
      await reply.body.dump();
      url = new URL(location, url);
    }
    throw new HubError(`${from} redirects without an end.`);
  };

  const json = async (url: string): Promise<{ readonly body: unknown; readonly link: string }> => {
    const reply = await ask('GET', url, {}, () => true);
    if (reply.statusCode >= 400) {
      await reply.body.dump();
      throw refusal(reply.statusCode, url, token !== null);
    }
    return { body: await reply.body.json(), link: [reply.headers['link']].flat()[0] ?? '' };
  };

  return {
    async describe(file) {
      // What the hub itself says of the file stands on its redirect to the storage, so that one is not followed. One
      // without it leads to another name of the repository.
      const reply = await ask(
        'HEAD',
        address(endpoint, file),
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
    async fetch(file, fromByte, toByte) {
      const range = fromByte > 0 || toByte !== undefined ? { range: `bytes=${fromByte}-${toByte ?? ''}` } : {};
      const reply = await ask('GET', address(endpoint, file), { 'accept-encoding': 'identity', ...range }, () => true);
      if (reply.statusCode < 400 || reply.statusCode === 416) return reply;
      await reply.body.dump();
      throw refusal(reply.statusCode, address(endpoint, file), token !== null);
    },
    async commitOf(repository) {
      const { body } = await json(`${api(endpoint, repository)}/revision/${encodeURIComponent(repository.revision)}`);
      const sha = typeof body === 'object' && body !== null && 'sha' in body ? body.sha : undefined;
      if (typeof sha === 'string') return sha;
      throw new HubError(`The hub does not say which commit ${repository.revision} of ${repository.repository} is.`);
    },
    async list(at) {
      const listed: HubListing[] = [];
      const path = at.file.split('/').map(encodeURIComponent).join('/');
      let url: string | undefined =
        `${api(endpoint, at)}/tree/${encodeURIComponent(at.revision)}/${path}?recursive=true`;
      while (url !== undefined) {
        const { body, link } = await json(url);
        if (!Array.isArray(body)) throw new HubError(`${url} did not answer with a list of files.`);
        listed.push(...body.flatMap(listing));
        const next: string | undefined = /<([^>]+)>;\s*rel="next"/.exec(link)?.[1];
        url = next === undefined ? undefined : new URL(next, url).href;
      }
      return listed;
    },
    close: () => dispatcher.destroy(),
  };
}

function address(endpoint: string, { of, repository, revision, file }: HubFile): string {
  const path = file.split('/').map(encodeURIComponent).join('/');
  return `${endpoint}/${of === undefined ? '' : `${of}/`}${repository}/resolve/${encodeURIComponent(revision)}/${path}`;
}

function api(endpoint: string, { of, repository }: Pick<HubFile, 'of' | 'repository'>): string {
  return `${endpoint}/api/${of ?? 'models'}/${repository}`;
}

function listing(entry: unknown): readonly HubListing[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const { type, path, size } = entry as Readonly<Record<string, unknown>>;
  return type === 'file' && typeof path === 'string' && typeof size === 'number' ? [{ path, sizeBytes: size }] : [];
}

async function savedToken(environment: HubOptions['environment']): Promise<string | null> {
  const path = environment('HF_TOKEN_PATH') || join(hubHome({ environment }), 'token');
  return (await readIfThere(path))?.trim() || null;
}

function refusal(status: number, address: string, withToken: boolean): HubError {
  const came = `${address} answered ${status}.`;
  if (status === 404) return new HubError(`${came} There is no such file; check the name.`);
  if (status === 401 || status === 403) {
    return new HubError(
      withToken
        ? `${came} The token in HF_TOKEN does not give access; it may ask to accept its terms on its page first.`
        : `${came} It is private, or asks to accept its terms on its page: do so, and set HF_TOKEN.`,
    );
  }
  return new HubError(came);
}
