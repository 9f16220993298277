import { environmentNames, expandEnvironment, type HttpModel } from '#language';
import { RephraserError, type RephraserRequest } from '#engine';
import { readAddress, type ServerAddress } from './address.ts';
import { chatBody } from './body.ts';
import { quoted, shellText } from './shell.ts';

/** A request as it would be sent, for people: without any secret, so that it can be shown and handed on. */
export interface ShownRequest {
  /** Null where `base_url` is no address, as with a port that nobody knows. */
  readonly url: string | null;
  /** The very JSON of the body, as a run sends it: the whole answer is asked for, no stream. */
  readonly body: string;
  /** A command for a POSIX shell that sends the same. Keys are references to variables of the environment. */
  readonly curl: string | null;
}

type LookUp = (name: string) => string | undefined;

/**
 * What a request to a model looks like, without opening the model. What the environment says of the host is put in; in
 * paths, queries, users and passwords references stay references, and what is a secret becomes one.
 *
 * @param id of the model at the server
 */
export function shownRequest(
  { baseUrls: [written = ''], apiKey }: Pick<HttpModel, 'baseUrls' | 'apiKey'>,
  id: string,
  request: RephraserRequest,
  environment: LookUp,
): ShownRequest {
  const body = chatBody(id, request, false);
  const address = namedAddress(written, environment);
  if (address === null) return { url: null, body, curl: null };
  const { url, query, credentials } = address;
  const [key] = apiKey === null ? [] : environmentNames(apiKey);
  const header = (text: string): string => `-H ${shellText(text)}`;
  const parts = [
    `curl ${shellText(url + query)}`,
    header('content-type: application/json'),
    header('accept: application/json, text/event-stream'),
    ...(key === undefined ? [] : [header(`authorization: Bearer \${${key}}`)]),
    ...(key === undefined && credentials !== null ? [`-u ${shellText(credentials)}`] : []),
    `-d ${quoted(body)}`,
  ];
  return { url, body, curl: parts.join(' \\\n  ') };
}

interface NamedAddress {
  readonly url: string;
  /** With its question mark; empty where there is none. */
  readonly query: string;
  readonly credentials: string | null;
}

/** The address with `${NAME}` where a value stands that may be a secret, or that is not known here. */
function namedAddress(written: string, environment: LookUp): NamedAddress | null {
  const names = environmentNames(written);
  const mark = (name: string): string => `wordmill-reference-${names.indexOf(name)}x`;
  const known = expandEnvironment(written, environment);
  const missing = new Set(known.ok ? [] : known.missing);
  const expanded = expandEnvironment(written, (name) => (missing.has(name) ? mark(name) : environment(name)));
  const address = addressIn(expanded.ok ? expanded.value : written);
  if (address === null) return null;
  const { shown, chatPath, credentials } = address;
  // A variable that holds the whole address: what of it is a secret cannot be told by its name.
  const [, whole] = /^\s*(\$\{[^}]*\})/.exec(written) ?? [];
  const unknown = (text: string): string =>
    names.reduce((rest, name) => rest.replaceAll(mark(name), `\${${name}}`), text);
  const named = (text: string): string =>
    unknown(whole === undefined ? names.reduce((rest, name) => hidden(rest, name, environment(name)), text) : text);
  const { origin } = new URL(shown);
  const [wholeName = ''] = whole === undefined ? [] : environmentNames(whole);
  const isUnknown = wholeName !== '' && origin.includes(mark(wholeName));
  return {
    // Such a variable usually ends with the version, as `base_url` itself does.
    url: isUnknown ? `\${${wholeName}}/chat/completions` : unknown(origin) + named(shown.slice(origin.length)),
    query: chatPath.includes('?')
      ? withoutValues(named(chatPath.slice(chatPath.indexOf('?'))), whole !== undefined)
      : '',
    credentials: credentials === null ? null : withoutPassword(named(credentials)),
  };
}

function addressIn(baseUrl: string): ServerAddress | null {
  try {
    return readAddress(baseUrl);
  } catch (error) {
    if (error instanceof RephraserError) return null;
    throw error;
  }
}

/** Values shorter than this are no secrets worth breaking words for. */
const shortestSecret = 4;

function hidden(text: string, name: string, value = ''): string {
  if (value.length < shortestSecret) return text;
  return [value, encodeURI(value), encodeURIComponent(value)].reduce(
    (rest, form) => rest.replaceAll(form, `\${${name}}`),
    text,
  );
}

/** Parameters by which services take keys. */
const secretParameter = /key|token|secret|sig|pass|auth|credential/i;

/** The query with references instead of values that are secrets, or of `all` values. */
function withoutValues(query: string, all: boolean): string {
  return query.replace(/([^?&=]+)=([^&]*)/g, (pair, name: string, value: string) =>
    value.startsWith('${') || !(all || secretParameter.test(name)) ? pair : `${name}=\${${variableOf(name)}}`,
  );
}

function withoutPassword(credentials: string): string {
  const [user = '', password = ''] = credentials.split(/:(.*)/s);
  return `${user}:${password.startsWith('${') ? password : '${PASSWORD}'}`;
}

function variableOf(parameter: string): string {
  return parameter
    .toUpperCase()
    .replace(/\W+/g, '_')
    .replace(/^(?=\d)/, '_');
}
