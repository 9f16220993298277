import { expandEnvironment } from '#language';
import { RephraserError } from '#engine';

/** Where one server takes chat requests, taken apart for a connection pool. */
export interface ServerAddress {
  /** Scheme, host and port: what a pool connects to. */
  readonly origin: string;
  /** Path and query of chat completions. */
  readonly chatPath: string;
  /** Path of the list of models. */
  readonly modelsPath: string;
  /** Path of the metrics, which stand beside the interface and not below its version. */
  readonly metricsPath: string;
  /** The address of chat completions for people: without user, password and query, which may hold keys. */
  readonly shown: string;
  /** `user:password` of the address, if it has one. */
  readonly credentials: string | null;
}

/** Replaces `${NAME}` in what the strategy says of a model. @throws RephraserError `run` that names what is not set. */
export function expand(written: string, environment: (name: string) => string | undefined, key: string): string {
  const expanded = expandEnvironment(written, environment);
  if (expanded.ok) return expanded.value;
  const names = expanded.missing.join(' and ');
  throw new RephraserError(
    'run',
    `${key} needs the environment ${expanded.missing.length > 1 ? 'variables' : 'variable'} ${names}, which ${expanded.missing.length > 1 ? 'are' : 'is'} not set.`,
  );
}

/**
 * Reads a `base_url` in any of the forms that people have at hand: the bare server, with a version (`/v1`), or the
 * whole address of chat completions, each with or without slashes at the end. A path without a version gets `/v1`,
 * which is where every server of this interface listens; the whole address is always taken as it is.
 *
 * @throws RephraserError `run` where it is no http address.
 */
export function readAddress(baseUrl: string): ServerAddress {
  const url = parse(baseUrl);
  const path = url.pathname.replace(/\/+$/, '');
  const whole = path.endsWith('/chat/completions');
  const root = whole ? path.slice(0, -'/chat/completions'.length) : hasVersion(path) ? path : `${path}/v1`;
  return {
    origin: url.origin,
    chatPath: `${root}/chat/completions${url.search}`,
    modelsPath: `${root}/models${url.search}`,
    metricsPath: `${root.replace(/\/v\d[^/]*$/, '')}/metrics`,
    shown: `${url.origin}${root}/chat/completions`,
    credentials: url.username === '' ? null : decodeURIComponent(`${url.username}:${url.password}`),
  };
}

/** True for `/v1`, `/api/v1`, `/v1beta/openai`: a path that says by itself which interface it means. */
function hasVersion(path: string): boolean {
  return path.split('/').some((segment) => /^v\d+[a-z\d]*$/.test(segment));
}

function parse(baseUrl: string): URL {
  // A host without a scheme is what people type most; `localhost:8000` would otherwise parse as the scheme `localhost`.
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(baseUrl.trim()) ? baseUrl.trim() : `http://${baseUrl.trim()}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new RephraserError('run', 'base_url is not an http address, such as http://127.0.0.1:8000/v1.');
  }
  return url;
}
